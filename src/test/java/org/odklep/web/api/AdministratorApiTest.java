package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.WebAnswer;
import org.odklep.signin.WebSession;
import org.odklep.signin.WebSignIn;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;

@ExtendWith(SharedServer.class)
class AdministratorApiTest {
    private static final String PATH = "/v1.0/security/administrators";
    private static final String CHOSEN = "correct horse battery";

    private final Api api;
    private final ApiClient owner;

    AdministratorApiTest(Api api) {
        this.api = api;
        this.owner = api.owner();
        owner.post(PATH, "{\"name\": \"chief\", \"role\": \"globalAdministrator\"}");
    }

    @Test
    void aGeneratedPasswordIsShownOnceAndOpensTheAdminPage() {
        Answer added = add("maja", "securityAdministrator", "").is(201);

        assertThat(added.text("/password")).matches("[A-Z][a-z]{4}(-[a-z]{5}){3}-[0-9]{2}");
        assertThat(signIn("maja", added.text("/password"))).isInstanceOf(WebAnswer.Opened.class);
        Answer list = owner.get(PATH).is(200);
        assertThat(list.body().get("value").findValuesAsString("name")).contains("chief", "maja");
        assertThat(list.response().body()).doesNotContain(added.text("/password"), "argon2");
    }

    @Test
    void aChosenPasswordIsNotSentBackAndAResetReplacesIt() {
        Answer added = add("nina", "auditor", CHOSEN).is(201);
        assertThat(added.response().body()).doesNotContain("password");
        assertThat(signIn("nina", CHOSEN)).isInstanceOf(WebAnswer.Opened.class);

        Answer reset = owner.post(PATH + "/NINA/resetPassword", "{}").is(200);
        assertThat(signIn("nina", CHOSEN)).isInstanceOf(WebAnswer.Denied.class);
        assertThat(signIn("nina", reset.text("/password"))).isInstanceOf(WebAnswer.Opened.class);
        owner.post(PATH + "/nina/resetPassword", "{\"password\": \"" + CHOSEN + "\"}")
                .is(200);
        assertThat(signIn("nina", CHOSEN)).isInstanceOf(WebAnswer.Opened.class);
    }

    @Test
    void anotherPasswordEndsALockoutFromAnyPlace() {
        add("petra", "auditor", CHOSEN).is(201);
        for (int guess = 0; guess < 10; guess++) {
            signIn("petra", "guess " + guess, "2001:db8:0:" + guess + ":0:0:0:1");
        }
        assertThat(signIn("petra", CHOSEN, "198.51.100.7"))
                .as("the guesses of all networks count together")
                .isInstanceOf(WebAnswer.Denied.class);
        Answer reset = owner.post(PATH + "/petra/resetPassword", "{}").is(200);
        assertThat(signIn("petra", reset.text("/password"), "198.51.100.7")).isInstanceOf(WebAnswer.Opened.class);
    }

    /** The same word names a user at the default domain, where there is one. */
    @Test
    void aLockoutIsEndedAndSignInsAreFoundByANameWithoutADomain() {
        add("zala", "auditor", CHOSEN).is(201);
        for (int guess = 0; guess < 10; guess++) {
            signIn("zala", "guess " + guess, "2001:db8:1:" + guess + ":0:0:0:1");
        }
        assertThat(signIn("zala", CHOSEN, "198.51.100.8")).isInstanceOf(WebAnswer.Denied.class);
        String release = "/v1.0/security/lockouts/release";
        String body = "{\"accountName\": \"zala\", \"reason\": \"It was a test.\"}";
        Answer ended = owner.post(release, body).is(200);
        assertThat(ended.text("/accountName")).isEqualTo("zala");
        assertThat(ended.text("/status")).isEqualTo("released");
        assertThat(signIn("zala", CHOSEN, "198.51.100.8")).isInstanceOf(WebAnswer.Opened.class);
        assertThat(owner.post(release, body).is(200).text("/accountName")).isEqualTo("zala@example.si");
        api.server().bean(SignInJournal.class).flush();
        String signIns = "/v1.0/auditLogs/signIns?$filter=userPrincipalName%20eq%20'zala'";
        assertThat(owner.get(signIns).is(200).body().get("value").size()).isEqualTo(12);
    }

    @Test
    void removalIsDeniedForTheLastGlobalAdministratorOnly() {
        add("oto", "auditor", "").is(201);
        owner.delete(PATH + "/oto").is(204);
        owner.delete(PATH + "/oto").isError(404, "itemNotFound");
        owner.delete(PATH + "/a+b").isError(404, "itemNotFound");
        assertThat(owner.delete(PATH + "/chief").isError(409, "conflict").text("/error/message"))
                .contains("last global administrator");
    }

    @Test
    void allOfItIsInTheAuditLogWithoutPasswords() {
        Answer added = add("pia", "auditor", "").is(201);
        Answer reset = owner.post(PATH + "/pia/resetPassword", "{}").is(200);
        owner.delete(PATH + "/pia").is(204);

        Answer audit = api.auditor()
                .get("/v1.0/auditLogs/directoryAudits?$filter=target%20eq%20'administrator:pia'")
                .is(200);
        assertThat(audit.body().get("value").findValuesAsString("activityDisplayName"))
                .containsExactly("administrator.remove", "administrator.resetPassword", "administrator.create");
        assertThat(audit.response().body())
                .contains("token:owner")
                .doesNotContain(added.text("/password"), reset.text("/password"));
    }

    @Test
    void whatIsWrongIsToldAtOnceAndChangesNothing() {
        Answer wrong = add("-", "king", "short").isError(400, "invalidRequest");
        assertThat(wrong.body().at("/error/details").findValuesAsString("target"))
                .containsExactlyInAnyOrder("name", "role", "password");
        assertThat(wrong.response().body()).doesNotContain("short\"");
        assertThat(add("CHIEF", "auditor", "").isError(400, "invalidRequest").text("/error/details/0/target"))
                .isEqualTo("name");
        owner.post(PATH + "/nobody/resetPassword", "{}").isError(404, "itemNotFound");
    }

    @Test
    void theRulesForPasswordsHoldForAdministratorsToo() {
        for (Answer answer : List.of(
                add("rok", "auditor", "Geslo123456!"),
                owner.post(PATH + "/chief/resetPassword", "{\"password\": \"password1234\"}"))) {
            assertThat(answer.isError(400, "invalidRequest").text("/error/message"))
                    .contains("everybody tries first");
        }
    }

    @Test
    void onlyAGlobalAdministratorSeesOrChangesAdministrators() {
        for (ApiClient other : List.of(api.admin(), api.auditor())) {
            other.get(PATH).isError(403, "accessDenied");
            other.post(PATH, "{}").isError(403, "accessDenied");
            other.post(PATH + "/chief/resetPassword", "{}").isError(403, "accessDenied");
            other.delete(PATH + "/chief").isError(403, "accessDenied");
        }
    }

    private Answer add(String name, String role, String password) {
        Map<String, String> values = password.isEmpty()
                ? Map.of("name", name, "role", role)
                : Map.of("name", name, "role", role, "password", password);
        StringBuilder json = new StringBuilder("{");
        values.forEach((key, value) -> json.append(json.length() == 1 ? "" : ", ")
                .append('"')
                .append(key)
                .append("\": \"")
                .append(value)
                .append('"'));
        return owner.post(PATH, json.append('}').toString());
    }

    private WebAnswer signIn(String name, String password) {
        return signIn(name, password, "192.0.2.7");
    }

    private WebAnswer signIn(String name, String password, String client) {
        WebSession.Device device = new WebSession.Device(new ClientAddress(client), "Firefox");
        return api.server()
                .bean(WebSignIn.class)
                .signIn(
                        new WebSignIn.Try(name, Secret.of(password), device),
                        api.server().clock().instant());
    }
}
