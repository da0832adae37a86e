package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssueTest {
    private static final String TOKEN = "odk_secretsecretsecret";

    private final FakeServer server = Recorded.server();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theTokenStandsAloneOnStandardOutput() {
        Cli.Outcome outcome = issue();

        assertThat(outcome.output()).isEqualTo(TOKEN + "\n");
        assertThat(outcome.errors())
                .startsWith(
                        "Token helpdesk with id T0KEN123 and role securityAdministrator is valid until 2027-02-20 12:00:00")
                .contains("only time")
                .doesNotContain(TOKEN);
        assertThat(server.asked().getLast().body())
                .isEqualTo("{\"displayName\":\"helpdesk\",\"role\":\"securityAdministrator\","
                        + "\"expirationDateTime\":\"2027-02-20T11:00:00Z\"}");
    }

    @Test
    void aFileForTheTokenIsForItsOwnerAloneAndCanBeUsed() throws IOException {
        Path file = directory.resolve("token");

        Cli.Outcome outcome = issue("--to", file.toString());

        assertThat(file).hasContent(TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(outcome.output() + outcome.errors())
                .contains(file.toString())
                .doesNotContain(TOKEN);
        assertThat(new Cli()
                        .run("allow", "list", "--server", server.url(), "--token-file", file.toString())
                        .code())
                .isZero();
        assertThat(server.asked().getLast().authorization()).isEqualTo("Bearer " + TOKEN);
    }

    @Test
    void asJsonTheTokenIsShownOnceOnly() {
        assertThat(issue("--json").output()).contains("\"token\": \"" + TOKEN + "\"");
        assertThat(issue("--json", "--to", directory.resolve("token").toString())
                        .output())
                .contains("\"id\":\"T0KEN123\"")
                .doesNotContain(TOKEN);
    }

    @Test
    void noTokenIsIssuedForAFileThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "precious");

        assertThat(issue("--to", file.toString()).errors()).contains("is there already");
        assertThat(issue("--to", directory.resolve("no/such/place").toString()).errors())
                .contains("cannot write");
        assertThat(file).hasContent("precious");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aTokenThatIsRefusedLeavesNoFile() {
        server.on("POST /v1.0/security/apiTokens", 403, Recorded.answer("error-403"));
        Path file = directory.resolve("token");

        assertThat(issue("--to", file.toString()).code()).isEqualTo(4);
        assertThat(file).doesNotExist();
    }

    private Cli.Outcome issue(String... more) {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"token", "issue", "helpdesk", "--role=securityAdministrator", "--expires", "90d"},
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Cli.of(server.url(), directory).run(arguments);
    }
}
