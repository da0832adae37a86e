package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.signin.WebSession;
import org.odklep.signin.WebSessions;
import org.odklep.user.User;
import org.odklep.user.UserStore;

/** Tokens of users, and of domain administrators: how far they reach, and when they die. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserSessionApiTest {
    private static final String USERS = "/v1.0/users";
    private static final String TOKENS = "/v1.0/security/apiTokens";
    private static final String RESET = "/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword";

    private TestServer server;
    private ApiClient owner;

    @BeforeAll
    void start() {
        server = TestServer.start();
        owner = ApiClient.of(server).as(server, Role.GLOBAL_ADMINISTRATOR, "owner");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aBlockEndsEveryTokenOfTheUserForEver() {
        ApiClient blocked = tokenOf("blocked");
        blocked.get(USERS + "/blocked").is(200);
        owner.patch(USERS + "/blocked", "{\"accountEnabled\": false}").is(204);
        blocked.get(USERS + "/blocked").isError(401, "unauthenticated");
        owner.patch(USERS + "/blocked", "{\"accountEnabled\": true}").is(204);
        blocked.get(USERS + "/blocked").isError(401, "unauthenticated");
    }

    @Test
    void aResetEndsEveryTokenOfTheUserUnlessAskedNotTo() {
        ApiClient reset = tokenOf("reset");
        owner.post(USERS + "/reset" + RESET, "{\"revokeSignInSessions\": false}")
                .is(202);
        reset.get(USERS + "/reset").is(200);
        owner.post(USERS + "/reset" + RESET, "{}").is(202);
        reset.get(USERS + "/reset").isError(401, "unauthenticated");
    }

    @Test
    void aRevocationEndsWhatWasIssuedBeforeAndNothingLater() {
        ApiClient revoked = tokenOf("revoked");
        assertThat(owner.get(USERS + "/revoked/sessions").is(200).text("/value/0/displayName"))
                .isEqualTo("of revoked");
        owner.post(USERS + "/revoked/revokeSignInSessions", "{}").is(200);
        revoked.get(USERS + "/revoked").isError(401, "unauthenticated");
        assertThat(owner.get(USERS + "/revoked/sessions").body().get("value").isEmpty())
                .isTrue();
        assertThat(owner.get(TOKENS).body().toString()).contains("\"status\":\"revoked\"");

        server.clock().advance(Duration.ofMillis(2));
        token("again", "auditor", "revoked").get(USERS + "/revoked").is(200);
    }

    @Test
    void browsersAndTokensAreListedAndOneOfThemIsEnded() {
        ApiClient token = tokenOf("listed");
        User user = server.bean(UserStore.class)
                .find(AccountName.of("listed@example.si"))
                .orElseThrow();
        WebSession.Device device = new WebSession.Device(new ClientAddress("192.0.2.7"), "Firefox, Linux");
        Secret secret =
                server.bean(WebSessions.class).open(user, device, server.clock().instant());
        ApiClient.Answer list = owner.get(USERS + "/listed/sessions").is(200);
        assertThat(list.text("/value/0/kind")).isEqualTo("webSession");
        assertThat(list.text("/value/0/ipAddress")).isEqualTo("192.0.2.7");
        assertThat(list.text("/value/1/kind")).isEqualTo("apiToken");
        assertThat(list.body().toString()).doesNotContain(secret.reveal());

        String session = USERS + "/listed/sessions/" + list.text("/value/0/id");
        ApiClient auditor = ApiClient.of(server).as(server, Role.AUDITOR, "sessions-auditor");
        auditor.delete(session).isError(403, "accessDenied");
        owner.delete(session).is(204);
        owner.delete(session).isError(404, "itemNotFound");
        assertThat(server.bean(WebSessions.class)
                        .find(secret, ClientAddress.LOCAL, server.clock().instant()))
                .isEmpty();
        token.get(USERS + "/listed").is(200);
        owner.delete(USERS + "/listed/sessions/" + list.text("/value/1/id")).is(204);
        token.get(USERS + "/listed").isError(401, "unauthenticated");
    }

    @Test
    void aUserWhoLosesTheRoleOrGoesTakesTheTokenAlong() {
        ApiClient demoted = tokenOf("demoted");
        owner.patch(USERS + "/demoted", "{\"roles\": []}").is(204);
        demoted.get(USERS + "/demoted").isError(401, "unauthenticated");
        ApiClient gone = tokenOf("gone");
        owner.delete(USERS + "/gone").is(204);
        gone.get(USERS).isError(401, "unauthenticated");

        add("plain", "[]");
        assertThat(owner.post(TOKENS, wanted("no", "auditor", "\"userId\": \"plain@example.si\""))
                        .isError(400, "invalidRequest")
                        .text("/error/details/0/target"))
                .isEqualTo("userId");
    }

    @Test
    void whenTheStoreIsAwayATokenWithAnOwnerMustWait() {
        ApiClient waiting = tokenOf("waiting");
        server.takeStoreAway(true);
        try {
            waiting.get("/v1.0/version").isError(503, "serviceNotAvailable");
        } finally {
            server.takeStoreAway(false);
        }
        waiting.get("/v1.0/version").is(200);
    }

    @Test
    void aDomainAdministratorsTokenReachesItsDomainsOnly() {
        add("inside", "[]");
        owner.post(USERS, "{\"userPrincipalName\": \"out@side.si\", \"displayName\": \"Out\"}")
                .is(201);
        ApiClient domain = ApiClient.of(server)
                .withToken(
                        server.domainToken("dom", MailDomain.of("example.si")).reveal());

        domain.get(USERS + "/inside").is(200);
        domain.post(USERS + "/inside" + RESET, "{}").is(202);
        domain.get(USERS + "/out@side.si").isError(404, "itemNotFound");
        assertThat(domain.get(USERS + "?$search=out")
                        .is(200)
                        .body()
                        .get("value")
                        .isEmpty())
                .isTrue();
        domain.post(USERS, "{\"userPrincipalName\": \"new@side.si\", \"displayName\": \"New\"}")
                .isError(403, "accessDenied");
        assertThat(owner.post(TOKENS, wanted("nowhere", "domainAdministrator", "\"domains\": []"))
                        .isError(400, "invalidRequest")
                        .text("/error/details/0/target"))
                .isEqualTo("domains");
        owner.post(TOKENS, wanted("somewhere", "domainAdministrator", "\"domains\": [\"Example.SI\"]"))
                .is(201);
    }

    private ApiClient tokenOf(String user) {
        add(user, "[\"auditor\"]");
        server.clock().advance(Duration.ofMillis(2));
        return token("of " + user, "auditor", user);
    }

    private ApiClient token(String name, String role, String user) {
        return ApiClient.of(server)
                .withToken(owner.post(TOKENS, wanted(name, role, "\"userId\": \"" + user + "@example.si\""))
                        .is(201)
                        .text("/token"));
    }

    private void add(String user, String roles) {
        owner.post(USERS, """
                {"userPrincipalName": "%s@example.si", "displayName": "%s", "roles": %s}""".formatted(user, user, roles)).is(201);
    }

    private static String wanted(String name, String role, String more) {
        return """
                {"displayName": "%s", "role": "%s", "expirationDateTime": "2027-12-31", %s}""".formatted(name, role, more);
    }
}
