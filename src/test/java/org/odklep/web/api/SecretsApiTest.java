package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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
    private static final String RESET = "/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword";

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
            quieten();
        }
    }

    @Test
    void noPasswordReachesLogAuditOrAnswerThroughAnyDoor(CapturedOutput output) throws Exception {
        String right = "Kanarček-" + "poje-ob-zori-41";
        String wrong = "Kanarček-" + "molči-ob-mraku-17";
        String next = "Kanarček-" + "leti-čez-morje-93";
        List<String> answers = new ArrayList<>();
        try (TestServer server = TestServer.start(
                "--logging.level.org.odklep=trace",
                "--logging.level.org.springframework.web=trace",
                "--logging.level.org.springframework.security=trace")) {
            ApiClient owner = ApiClient.of(server).as(server, Role.GLOBAL_ADMINISTRATOR, "owner");
            owner.post("/v1.0/users", """
                    {"userPrincipalName": "ptica@example.si", "displayName": "Ptica", "passwordProfile":
                     {"password": "%s", "forceChangePasswordNextSignIn": false}}""".formatted(right)).is(201);
            answers.add(
                    owner.post("/v1.0/users", """
                    {"userPrincipalName": "ptica@example.si", "displayName": "Ptica", "passwordProfile": {"password": "%s"}}""".formatted(next)).response().body());
            answers.add(owner.post("/v1.0/users", "{\"passwordProfile\": {\"password\": \"" + next + "\", nonsense}")
                    .response()
                    .body());
            answers.add(owner.post("/v1.0/users", "{\"passwordProfile\": {\"password\": " + next + "}}")
                    .isError(400, "invalidRequest")
                    .response()
                    .body());
            answers.add(owner.post("/v1.0/users/ptica/nonsense", "{\"newPassword\": \"" + next + "\"}")
                    .response()
                    .body());
            answers.addAll(bind(server, right, wrong, next));
            owner.post("/v1.0/security/administrators", "{\"name\": \"maja\", \"role\": \"auditor\"}")
                    .is(201);
            answers.add(form(server, wrong));
            String made = owner.post("/v1.0/users/ptica" + RESET, "{}").is(202).text("/newPassword");
            answers.add(owner.get("/v1.0/auditLogs/directoryAudits").response().body());
            answers.add(owner.get("/v1.0/auditLogs/signIns").response().body());

            assertThat(output.getAll()).contains("/v1.0/users").doesNotContain("Kanar", made);
            assertThat(answers).noneMatch(answer -> answer.contains("Kanar") || answer.contains(made));
        } finally {
            quieten();
        }
    }

    /** Binds, changes a password, and is denied; a result is what the client is told. */
    private static List<String> bind(TestServer server, String right, String wrong, String next) throws LDAPException {
        List<String> told = new ArrayList<>();
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.ldapPort())) {
            connection.bind("ptica@example.si", right);
            PasswordModifyExtendedRequest refused = new PasswordModifyExtendedRequest(null, wrong, next);
            told.add(String.valueOf(connection.processExtendedOperation(refused)));
            PasswordModifyExtendedRequest change = new PasswordModifyExtendedRequest(null, right, next);
            told.add(connection.processExtendedOperation(change).getResultCode().toString());
            for (String password : List.of(right, wrong)) {
                try {
                    connection.bind("ptica@example.si", password);
                } catch (LDAPException e) {
                    told.add(String.valueOf(e.getDiagnosticMessage()));
                }
            }
        }
        return told;
    }

    /** Tries a password on the admin page; a result is where that leads to. */
    private static String form(TestServer server, String password) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            URI page = URI.create(server.url() + "/sign-in");
            String body = http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            String token = body.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
            HttpRequest request = HttpRequest.newBuilder(page)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("name=ptica&password="
                            + URLEncoder.encode(password, StandardCharsets.UTF_8) + "&_csrf="
                            + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.headers().map() + answer.body();
        }
    }

    private static void quieten() {
        LoggingSystem logging = LoggingSystem.get(SecretsApiTest.class.getClassLoader());
        logging.setLogLevel("org.springframework.web", null);
        logging.setLogLevel("org.springframework.security", null);
    }
}
