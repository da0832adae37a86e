package org.odklep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    private static String metrics() throws Exception {
        try (TestServer server = TestServer.start();
                HttpClient http = HttpClient.newHttpClient()) {
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
