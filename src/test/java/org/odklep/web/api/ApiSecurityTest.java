package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.PasswordHash;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.signin.WebSession;
import org.odklep.signin.WebSessions;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;

@ExtendWith(SharedServer.class)
class ApiSecurityTest {
    private static final String VERSION = "/v1.0/version";

    private final Api api;

    ApiSecurityTest(Api api) {
        this.api = api;
    }

    @Test
    void withoutATokenNothingIsTold() {
        for (String path : List.of(VERSION, "/v1.0/security/restrictedEntities", "/v1.0/nothing", "/v1.0")) {
            Answer refused = api.anybody().get(path).isError(401, "unauthenticated");
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"odklep\"");
        }
        api.anybody().post("/v1.0/security/restrictedEntities", "broken").isError(401, "unauthenticated");
        api.anybody().delete("/v1.0/security/outboundPolicies/default").isError(401, "unauthenticated");
    }

    @Test
    void wrongExpiredAndRevokedTokensGetTheSameAnswer() {
        String expired =
                api.server().token(Role.AUDITOR, "short", Duration.ofSeconds(5)).reveal();
        api.anybody().withToken(expired).get(VERSION).is(200);
        api.server().clock().advance(Duration.ofSeconds(5));
        String unknown = "odk_" + "A".repeat(43);

        assertThat(refusal("Bearer " + expired)).isEqualTo(refusal("Bearer " + unknown));
        assertThat(refusal("Bearer " + unknown)).contains("unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer %s %s",
                "Bearer  \t%s",
                "Basic %s",
                "%s",
                "Bearer %s,",
                "Bearer \"%s\"",
                "Bearer %s%s%s%s",
                "Digest username=\"%s\""
            })
    void credentialsOfAnotherFormAreRefused(String form) {
        String token = api.server().token(Role.AUDITOR, "form").reveal();
        HttpRequest request = api.anybody()
                .request(VERSION)
                .header("Authorization", form.replace("%s", token))
                .build();

        Answer refused = api.anybody().send(request).isError(401, "unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"odklep\", error=\"invalid_token\"");
        assertThat(refused.response().body()).doesNotContain(token);
    }

    @Test
    void aTokenCountsInTheHeaderOnlyAndOnce() {
        String token = api.server().token(Role.AUDITOR, "header").reveal();
        api.anybody().get(VERSION + "?access_token=" + token).isError(401, "unauthenticated");
        HttpRequest cookie = api.anybody()
                .request(VERSION)
                .header("Cookie", "token=" + token)
                .build();
        api.anybody().send(cookie).isError(401, "unauthenticated");
        HttpRequest twice = api.anybody()
                .request(VERSION)
                .header("Authorization", "Bearer " + token)
                .header("Authorization", "Bearer " + token)
                .build();
        api.anybody().send(twice).isError(401, "unauthenticated");
        HttpRequest other = api.anybody()
                .request(VERSION)
                .header("Authorization", "bearer   " + token)
                .build();
        api.anybody().send(other).is(200);
    }

    /** Why the API needs no form token: nothing that a browser sends by itself opens it. */
    @Test
    void aSessionOfThePagesOpensNothing() {
        Administrator administrator = new Administrator(
                AccountName.of("cookie.only"),
                Role.USER_ADMINISTRATOR,
                api.server().bean(PasswordHash.class).of(Secret.of("correct horse battery staple")),
                api.server().clock().instant());
        AuditEvent event = new AuditEvent(
                administrator.createdAt(), "test", ClientAddress.LOCAL, "administrator.create", "x", "", null, null);
        api.server().bean(AdministratorStore.class).add(administrator, event);
        Secret session = api.server()
                .bean(WebSessions.class)
                .open(
                        administrator,
                        new WebSession.Device(ClientAddress.LOCAL, ""),
                        api.server().clock().instant());
        for (String method : List.of("GET", "POST", "PATCH", "DELETE")) {
            HttpRequest request = api.anybody()
                    .request("/v1.0/users")
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header("Cookie", "odklep=" + session.reveal() + "; __Host-odklep=" + session.reveal())
                    .build();
            assertThat(api.anybody().send(request).status()).as(method).isEqualTo(401);
        }
        HttpRequest page = HttpRequest.newBuilder(URI.create(api.server().url() + "/users"))
                .header("Cookie", "odklep=" + session.reveal())
                .build();
        assertThat(status(page)).as("the same session at a page").isEqualTo(200);
        HttpRequest token = HttpRequest.newBuilder(URI.create(api.server().url() + "/users"))
                .header(
                        "Authorization",
                        "Bearer "
                                + api.server()
                                        .token(Role.GLOBAL_ADMINISTRATOR, "page")
                                        .reveal())
                .build();
        assertThat(status(token)).as("and no token opens a page").isEqualTo(302);
    }

    private static int status(HttpRequest request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noSessionIsMade() {
        Answer answer = api.auditor().get(VERSION);

        assertThat(answer.response().headers().map()).doesNotContainKey("set-cookie");
        assertThat(api.anybody().get(VERSION).response().headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void everyAnswerForbidsWhatABrowserCouldDoWithIt() {
        for (Answer answer : List.of(
                api.auditor().get(VERSION),
                api.anybody().get(VERSION),
                api.auditor().get("/v1.0/no"))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.response().headers().map())
                    .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
        }
    }

    @Test
    void aForeignPageGetsNoPermission() {
        HttpRequest preflight = api.anybody()
                .request("/v1.0/security/restrictedEntities")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST")
                .build();
        assertThat(api.anybody().send(preflight).status()).isEqualTo(401);
    }

    @Test
    void theClientsOwnRequestIdComesBackWhenItIsHarmless() {
        Answer answer = api.auditor().send(withClientId("Ticket-4711._~"));
        assertThat(answer.header("client-request-id")).isEqualTo("Ticket-4711._~");
        HttpRequest refused = api.anybody()
                .request(VERSION)
                .header("client-request-id", "abc")
                .build();
        Answer error = api.anybody().send(refused);
        assertThat(error.text("/error/innerError/client-request-id")).isEqualTo("abc");

        for (String id : List.of("a b", "<x>", "a".repeat(65), "a\"b")) {
            Answer dropped = api.auditor().send(withClientId(id));
            assertThat(dropped.response().headers().map()).doesNotContainKey("client-request-id");
        }
    }

    @Test
    void eachRequestHasAnIdOfItsOwn() {
        assertThat(api.auditor().get(VERSION).header("request-id"))
                .isNotEqualTo(api.auditor().get(VERSION).header("request-id"));
    }

    private String refusal(String authorization) {
        HttpRequest request = api.anybody()
                .request(VERSION)
                .header("Authorization", authorization)
                .build();
        HttpResponse<String> response =
                api.anybody().send(request).isError(401, "unauthenticated").response();
        return response.headers().firstValue("WWW-Authenticate").orElse("")
                + response.body().replaceAll("\"innerError\".*", "");
    }

    private HttpRequest withClientId(String id) {
        return api.auditor().request(VERSION).header("client-request-id", id).build();
    }
}
