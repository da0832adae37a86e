package org.odklep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.odklep.testing.Documentation;

/** docs/operations.md names every metric of ours, and no other. */
class MetricsDocumentationTest {
    private static final Pattern SERVED = Pattern.compile("^(odklep_\\w+)", Pattern.MULTILINE);
    private static final Pattern DOCUMENTED = Pattern.compile("`(odklep_\\w+)[`{]");
    private static final Pattern OUTCOME = Pattern.compile("outcome=\"(\\w+)\"");

    @Test
    void everyMetricIsDocumentedAndEveryDocumentedOneIsServed() throws Exception {
        String served = metrics();
        String documented = Documentation.of("docs/operations.md").text();

        assertThat(names(DOCUMENTED, documented))
                .isEqualTo(names(SERVED, served))
                .isNotEmpty();
        assertThat(names(OUTCOME, served)).containsAll(names(OUTCOME, documented));
    }

    @Test
    void countersGoOnWhenTheMemoryWasTidied() throws Exception {
        try (TestServer server = TestServer.start()) {
            WeakReference<Object> weak = new WeakReference<>(new Object());
            for (int i = 0; i < 100 && weak.get() != null; i++) {
                System.gc();
            }
            assertThat(weak.get()).isNull();
            try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.policyPort())) {
                stranger.getOutputStream().write("no request\n\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(stranger.getInputStream().read())
                        .as("the gate closes the session")
                        .isNegative();
            }
            assertThat(metrics(server)).contains("\nodklep_postfix_malformed_sessions_total 1.0\n");
        }
    }

    private static String metrics() throws Exception {
        try (TestServer server = TestServer.start()) {
            return metrics(server);
        }
    }

    private static String metrics(TestServer server) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/metrics"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
