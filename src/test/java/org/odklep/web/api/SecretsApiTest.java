package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.web.api.ApiClient.Answer;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecretsApiTest {
    @Test
    void noSecretReachesTheLogHoweverMuchIsLogged(CapturedOutput output) throws IOException {
        try (TestServer server = TestServer.start(
                "--logging.level.org.odklep=trace",
                "--logging.level.org.springframework.web=trace",
                "--logging.level.org.springframework.security=trace")) {
            ApiClient anybody = ApiClient.of(server);
            ApiClient owner = anybody.as(server, Role.GLOBAL_ADMINISTRATOR, "owner");
            Answer issued = owner.post("/v1.0/security/apiTokens", """
                    {"displayName": "logged", "role": "auditor", "expirationDateTime": "2027-12-31"}""").is(201);
            String secret = issued.text("/token");
            anybody.withToken(secret).get("/v1.0/version").is(200);
            anybody.withToken(secret).get("/v1.0/security/apiTokens").is(403);
            anybody.withToken(secret).get("/v1.0/nothing").is(404);
            String wrong = "odk_" + "W".repeat(43);
            anybody.withToken(wrong).get("/v1.0/version").is(401);
            owner.delete("/v1.0/security/apiTokens/" + issued.text("/id")).is(204);
            anybody.withToken(secret).get("/v1.0/version").is(401);
            String local = Files.readString(server.data().resolve("cli.json")).replaceAll(".*odk_|\".*", "");

            assertThat(local).hasSize(43);
            assertThat(output.getAll())
                    .contains("/v1.0/security/apiTokens", "a request came without a valid token")
                    .doesNotContain(secret.substring(4))
                    .doesNotContain(wrong.substring(4))
                    .doesNotContain(local);
        } finally {
            LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
            logging.setLogLevel("org.springframework.web", null);
            logging.setLogLevel("org.springframework.security", null);
        }
    }
}
