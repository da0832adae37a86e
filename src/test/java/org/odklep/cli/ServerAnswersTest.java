package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told when the server says no, or nothing. */
class ServerAnswersTest {
    private static final String WHY = "GET /v1.0/security/senders/ana@example.si";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | 4  | This needs a valid token: the token in",
                "403 | 4  | This needs the role Security administrator (securityAdministrator)",
                "404 | 3  | There is no such thing",
                "409 | 6  | The allow-list outranks every restriction: remove '@example.si' from it first",
                "429 | 69 | Too many requests; try again later",
                "500 | 70 | Something went wrong; the server's log says more about request 0f1e2d3c",
                "503 | 69 | The store is away; try again later"
            })
    void anErrorIsOneLineAndAnExitCode(int status, int code, String words) {
        Cli.Outcome outcome = why(status, Recorded.answer("error-" + status));

        assertThat(outcome.errors()).startsWith("odklep: " + words).hasLineCount(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.code()).isEqualTo(code);
    }

    @Test
    void everyInvalidValueIsListedWithItsKey() {
        assertThat(why(400, Recorded.answer("error-400"))).isEqualTo(new Cli.Outcome(5, "", """
                odklep: not understood:
                  limits.recipientsPerDay: must be a whole number from 0 (no limit) to 1000000
                  mode: must be enforce or shadow
                """));
    }

    @Test
    void anExpiredTokenIsToldWithItsFileAndItsServerButNotShown() {
        Cli.Outcome outcome = why(401, Recorded.answer("error-401"));

        assertThat(outcome.errors())
                .contains("has expired or was revoked", directory.toString(), "http://127.0.0.1:")
                .doesNotContain("odk_test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>It works!</html>",
                "200 | [1]",
                "200 | ''",
                "302 | ''",
                "404 | <html>nginx</html>",
                "502 | <html>Bad gateway</html>"
            })
    void whatIsNoOdklepServerIsNotTakenForOne(int status, String text) {
        Cli.Outcome outcome = why(status, text);

        assertThat(outcome.errors())
                .contains("answers with HTTP status " + status + ", but not as an Odklep server does");
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.code()).isEqualTo(69);
    }

    @Test
    void aServerThatDoesNotRunIsNamed() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        Cli.Outcome outcome = Cli.of("http://127.0.0.1:" + port, directory).run("why", "ana@example.si");

        assertThat(outcome.errors())
                .contains("nothing answers at http://127.0.0.1:" + port)
                .hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(69);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana@example.si", "a b", "žiga@example.si", "a?b#c", "a&b", "..."})
    void namesReachTheServerAsTheyAre(String account) {
        try (FakeServer server = new FakeServer()) {
            Cli.of(server.url(), directory).run("why", account);

            assertThat(server.asked()).hasSize(1);
            assertThat(URLDecoder.decode(server.asked().getFirst().line(), StandardCharsets.UTF_8))
                    .isEqualTo("GET /v1.0/security/senders/" + account);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana/../b", "a\\b", "50%", "..", ".", "a;b=c"})
    void namesThatServersDoNotTakeInAPathGoIntoTheQuery(String account) {
        try (FakeServer server = new FakeServer()) {
            Cli.of(server.url(), directory).run("why", account);

            assertThat(server.asked()).hasSize(1);
            assertThat(URLDecoder.decode(server.asked().getFirst().line(), StandardCharsets.UTF_8))
                    .isEqualTo("GET /v1.0/security/senders?account=" + account);
        }
    }

    private Cli.Outcome why(int status, String text) {
        try (FakeServer server = new FakeServer().on(WHY, status, text)) {
            return Cli.of(server.url(), directory).run("why", "ana@example.si");
        }
    }
}
