package org.odklep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.Role;
import org.odklep.app.LocalAccess.Access;
import org.odklep.kernel.Secret;
import org.odklep.testing.TestDirectory;
import tools.jackson.databind.json.JsonMapper;

class LocalAccessTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void theOwnerOfTheDataDirectoryFindsAndEntersTheServer() throws Exception {
        try (TestServer server = TestServer.start()) {
            Path file = server.data().resolve("cli.json");
            Access access = read(file);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(access.url()).isEqualTo(server.url());
            assertThat(status(access)).isEqualTo(200);
            assertThat(token(server, access).role()).isEqualTo(Role.GLOBAL_ADMINISTRATOR);
            assertThat(token(server, access).name()).isEqualTo("local command line");
            assertThat(token(server, access).actorName()).isEqualTo("token:local command line");
        }
    }

    @Test
    void theTokenOfAServerThatWasKilledIsRevokedAtTheNextStart() throws Exception {
        try (TestDirectory data = TestDirectory.create()) {
            Path file = data.resolve("cli.json");
            Path kept = data.resolve("kept");
            try (TestServer killed = TestServer.over(data.path())) {
                Files.copy(file, kept);
            }
            assertThat(file).doesNotExist();
            // A kill leaves the file and its token behind.
            Access left = read(kept);
            try (TestServer other = TestServer.over(data.path())) {
                Secret orphan = other.token(Role.GLOBAL_ADMINISTRATOR, LocalAccess.NAME);
                assertThat(other.bean(ApiTokens.class).find(Secret.of(left.token())))
                        .isEmpty();
                left = new Access(left.url(), orphan.reveal(), left.postfix());
            }
            Files.write(file, JSON.writeValueAsBytes(left));
            try (TestServer next = TestServer.over(data.path())) {
                assertThat(next.bean(ApiTokens.class).find(Secret.of(left.token())))
                        .isEmpty();
                assertThat(status(read(file))).isEqualTo(200);
                assertThat(next.bean(ApiTokens.class).all()).hasSize(1);
            }
        }
    }

    @Test
    void aTokenOfSomebodyElseInTheFileIsNotRevoked() throws Exception {
        try (TestDirectory data = TestDirectory.create()) {
            Secret theirs;
            try (TestServer server = TestServer.over(data.path())) {
                theirs = server.token(Role.AUDITOR, "theirs");
            }
            Files.write(
                    data.resolve("cli.json"),
                    JSON.writeValueAsBytes(new Access("http://x", theirs.reveal(), List.of())));
            try (TestServer server = TestServer.over(data.path())) {
                assertThat(server.bean(ApiTokens.class).find(theirs)).isPresent();
            }
        }
    }

    @Test
    void theTokenIsRenewedLongBeforeItEnds() throws Exception {
        try (TestServer server = TestServer.start()) {
            Path file = server.data().resolve("cli.json");
            Access first = read(file);
            server.bean(LocalAccess.class).renewInTime();
            assertThat(read(file)).isEqualTo(first);

            server.clock().advance(Duration.ofHours(25));
            server.bean(LocalAccess.class).renewInTime();

            assertThat(status(read(file))).isEqualTo(200);
            assertThat(status(first)).isEqualTo(401);
        }
    }

    @Test
    void aFileThatCouldNotBeWrittenIsWrittenTheNextTime() throws Exception {
        try (TestServer server = TestServer.start()) {
            Path file = server.data().resolve("cli.json");
            Access first = read(file);
            Files.delete(file);
            Files.createDirectories(file.resolve("in the way"));
            server.clock().advance(Duration.ofHours(25));
            server.bean(LocalAccess.class).renewInTime();
            assertThat(status(first)).as("the old token goes on").isEqualTo(200);

            Files.delete(file.resolve("in the way"));
            Files.delete(file);
            server.bean(LocalAccess.class).renewInTime();
            assertThat(status(read(file))).isEqualTo(200);
            assertThat(server.bean(ApiTokens.class).all()).hasSize(1);
        }
    }

    @Test
    void aFileThatCannotBeReadIsReplaced() throws Exception {
        try (TestDirectory data = TestDirectory.create()) {
            Path file = data.write("cli.json", "{broken");
            try (TestServer server = TestServer.over(data.path())) {
                assertThat(status(read(file))).isEqualTo(200);
            }
        }
    }

    private static ApiToken token(TestServer server, Access access) {
        return server.bean(ApiTokens.class).find(Secret.of(access.token())).orElseThrow();
    }

    private static Access read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Access.class);
    }

    private static int status(Access access) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(access.url() + "/v1.0/version"))
                    .header("Authorization", "Bearer " + access.token())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
