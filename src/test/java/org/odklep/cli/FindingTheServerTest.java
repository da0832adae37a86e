package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTheServerTest {
    @TempDir
    Path directory;

    @Test
    void theLocalServerIsFoundThroughItsDataDirectory() throws IOException {
        try (FakeServer server = Recorded.server()) {
            localAccess(server.url(), "odk_local");

            assertThat(new Cli()
                            .run("allow", "list", "--data", directory.toString())
                            .code())
                    .isZero();
            assertThat(new Cli()
                            .with("ODKLEP_DATA", directory.toString())
                            .run("allow", "list")
                            .code())
                    .isZero();
            assertThat(server.asked())
                    .extracting(FakeServer.Asked::authorization)
                    .containsExactly("Bearer odk_local", "Bearer odk_local");
        }
    }

    @Test
    void optionsWinOverTheEnvironmentAndAnUnusedTokenGoesNowhere() throws IOException {
        try (FakeServer server = Recorded.server();
                FakeServer other = Recorded.server()) {
            localAccess(server.url(), "odk_local");
            Cli cli = Cli.of(other.url(), directory);

            assertThat(cli.run("allow", "list", "--data", directory.toString()).code())
                    .isZero();
            assertThat(cli.run("allow", "list", "--server", server.url()).code())
                    .isZero();
            assertThat(server.asked())
                    .extracting(FakeServer.Asked::authorization)
                    .containsExactly("Bearer odk_local", "Bearer odk_test");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aServerWithoutATokenIsNotAsked() {
        try (FakeServer server = Recorded.server()) {
            Cli.Outcome outcome = new Cli().run("allow", "list", "--server", server.url());

            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.errors()).contains("a token is needed for " + server.url(), "--token-file");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void whereNoServerIsTheMessageSaysWhereItLooked() {
        Cli.Outcome outcome = new Cli()
                .run("allow", "list", "--data", directory.resolve("nowhere").toString());

        assertThat(outcome.code()).isEqualTo(69);
        assertThat(outcome.errors())
                .startsWith("odklep: no server found: there is no " + directory.resolve("nowhere/cli.json"))
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"url\":\"http://127.0.0.1:1\"", "{\"token\":\"odk_local\"}", "{\"url\":7}"})
    void aBrokenLocalFileIsToldFromANamedServer(String text) throws IOException {
        secret(directory.resolve("cli.json"), text);

        Cli.Outcome outcome = new Cli().run("allow", "list", "--data", directory.toString());

        assertThat(outcome.code()).isEqualTo(69);
        assertThat(outcome.errors()).contains("cli.json does not name a server").doesNotContain("odk_local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-", "r-----r--"})
    void aTokenThatOthersCanReachIsRefused(String permissions) throws IOException {
        Path file = Cli.secretFile(directory, "odk_open");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        try (FakeServer server = Recorded.server()) {
            Cli.Outcome outcome =
                    new Cli().run("allow", "list", "--server", server.url(), "--token-file", file.toString());

            assertThat(outcome.code()).isEqualTo(4);
            assertThat(outcome.errors())
                    .contains("other users can reach the token in " + file, "chmod 600")
                    .doesNotContain("odk_open");
            assertThat(server.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two words", "two\nlines", "odk_č"})
    void aFileWithoutOneTokenIsRefused(String text) {
        Path file = Cli.secretFile(directory, text);

        Cli.Outcome outcome =
                new Cli().run("allow", "list", "--server", "http://127.0.0.1:1", "--token-file", file.toString());

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.errors()).isEqualTo("odklep: " + file + " does not hold one token\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.si",
                "ftp://mail.example.si",
                "https://",
                "https://user:secret@mail.example.si",
                "https://mail.example.si/?x=1",
                "not a url"
            })
    void whatIsNoAddressOfAServerIsRefused(String url) {
        Cli.Outcome outcome = Cli.of(url, directory).run("allow", "list");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errors()).contains("'" + url + "' is not the URL of a server");
    }

    @ParameterizedTest
    @CsvSource({
        "http://mail.example.si,2",
        "http://192.0.2.1:8025,2",
        "http://[2001:db8::1],2",
        "http://127.0.0.1:1,69",
        "http://[::1]:1/,69",
        "http://LOCALHOST:1,69",
        "https://127.0.0.1:1,69"
    })
    void aTokenCrossesNoNetworkUnencrypted(String url, int code) {
        assertThat(Cli.of(url, directory).run("allow", "list").code()).isEqualTo(code);
    }

    private void localAccess(String url, String token) throws IOException {
        secret(directory.resolve("cli.json"), "{\"url\":\"" + url + "\",\"token\":\"" + token + "\"}");
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
