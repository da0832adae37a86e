package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which policies a replay tries, and that its report says so. */
class CurrentPoliciesTest {
    private static final String LOG = "docs/replay/mail.log";

    @TempDir
    private Path directory;

    @Test
    void thoseOfTheServerThatTheCommandsFind() {
        try (FakeServer server = Recorded.server()) {
            Cli.Outcome outcome = Cli.of(server.url(), directory).run("replay", "--json", LOG);

            assertThat(outcome.code()).isZero();
            assertThat(outcome.output())
                    .contains("\"origin\" : \"those of the server at " + server.url() + "\"")
                    .contains("\"displayName\" : \"Newsletter\"");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void thoseOfAFileAndThenNoServerIsAsked() {
        try (FakeServer server = Recorded.server()) {
            Cli.Outcome outcome =
                    Cli.of(server.url(), directory).run("replay", "--policy", "docs/replay/strict.json", LOG);

            assertThat(outcome.output()).contains("Policies: those of the file docs/replay/strict.json.");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void thoseOfANewInstallationWhereNoServerIs() {
        Cli.Outcome outcome =
                new Cli().with("ODKLEP_DATA", directory.toString()).run("replay", LOG);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .contains("Policies: the default policy of a new installation; no server was found here.");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedAndTheReplayGoesOn() {
        Cli.Outcome outcome = Cli.of("http://127.0.0.1:1", directory).run("replay", LOG);

        assertThat(outcome.code()).isZero();
        assertThat(unwrapped(outcome))
                .contains("Policies: the default policy of a new installation; those of the server could not be read:"
                        + " nothing answers at http://127.0.0.1:1");
    }

    @Test
    void policiesOfANewerServerAreNotHalfUnderstood() {
        try (FakeServer server = new FakeServer()
                .on("GET " + PolicyCommand.PATH, 200, "{\"value\":[{\"id\":\"default\",\"moonPhase\":1}]}")) {
            Cli.Outcome outcome = Cli.of(server.url(), directory).run("replay", LOG);

            assertThat(outcome.code()).isZero();
            assertThat(unwrapped(outcome)).contains("answered with policies that this version does not know.");
        }
    }

    private static String unwrapped(Cli.Outcome outcome) {
        return outcome.output().replaceAll("\\s+", " ");
    }
}
