package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Scanner;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;

/** The streams that tell open pages of changes, and those changes that come when a page is there and its stream is not. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveListsTest {
    private static final Pattern STREAM = Pattern.compile("data-live=\"([^\"]+)\"");

    private final RunningServer server = RunningServer.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private int accounts;

    LiveListsTest() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
    }

    @AfterAll
    void stop() {
        try (server) {
            http.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"/", "/security/lockouts"})
    void whatChangedBeforeTheStreamBeganIsTold(String page) throws Exception {
        Visit vera = Visit.signedIn(server, "vera");
        String stream = stream(vera, page);
        lockSomebody();
        assertThat(next(vera, stream, Optional.empty())).isEqualTo("event:changed");
    }

    @Test
    void whatChangedWhileTheStreamWasAwayIsTold() throws Exception {
        Visit vera = Visit.signedIn(server, "vera");
        String before = stream(vera, "/security/lockouts").replaceFirst(".*seen=", "");
        lockSomebody();
        String stream = stream(vera, "/security/lockouts");
        assertThat(next(vera, stream, Optional.of(before))).isEqualTo("event:changed");
    }

    @ParameterizedTest
    @CsvSource({"/security/restricted-entities", "/settings/gates/connect"})
    void whoHasSeenEverythingIsToldNothing(String page) throws Exception {
        Visit vera = Visit.signedIn(server, "vera");
        String stream = stream(vera, page);
        assertThat(line(vera, stream, Optional.empty(), line -> line.startsWith("id:")))
                .isEqualTo("id:" + stream.replaceFirst(".*seen=", ""));
    }

    private void lockSomebody() {
        server.lock(AccountName.of("u" + ++accounts + "@example.si"), false);
    }

    private static String stream(Visit visit, String page) {
        var found = STREAM.matcher(visit.get(page).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String next(Visit visit, String stream, Optional<String> last) throws Exception {
        return line(visit, stream, last, line -> line.startsWith("event:"));
    }

    /** The first line of a stream that is wanted. */
    private String line(Visit visit, String stream, Optional<String> last, Predicate<String> wanted) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + stream))
                .header(
                        "Cookie",
                        "odklep=" + visit.cookie("odklep").orElseThrow().getValue())
                .header("Accept", "text/event-stream");
        last.ifPresent(id -> request.header("Last-Event-ID", id));
        try (InputStream body =
                        http.send(request.build(), BodyHandlers.ofInputStream()).body();
                Scanner lines = new Scanner(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                if (wanted.test(line)) {
                    return line;
                }
            }
        }
        return "";
    }
}
