package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignIns;
import org.odklep.web.api.ApiClient.Answer;

/** What administrators may not learn or break through the API for users. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserAttacksApiTest {
    private static final String USERS = "/v1.0/users";
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
    void nobodyReadsAPasswordOrAHashBeyondTheOneJustMade() {
        String chosen = "čmrlj žuželka šuma";
        owner.post(USERS, """
                {"userPrincipalName": "seen@example.si", "displayName": "Seen",
                 "passwordProfile": {"password": "%s"}}""".formatted(chosen)).is(201);
        String made = owner.post(USERS + "/seen" + RESET, "{}").is(202).text("/newPassword");
        assertThat(made).isNotBlank();
        for (String path : List.of(
                USERS + "/seen",
                USERS + "/seen?$select=passwordProfile,displayName",
                USERS + "?$search=seen",
                USERS + "/seen/sessions",
                "/v1.0/security/senders/seen@example.si",
                "/v1.0/auditLogs/directoryAudits",
                "/v1.0/auditLogs/signIns")) {
            assertThat(owner.get(path).is(200).response().body())
                    .as(path)
                    .doesNotContain(made, chosen, "$argon2", "žuželka");
        }
        assertThat(owner.plain("GET", USERS + "/export").body()).doesNotContain(made, chosen, "$argon2");
    }

    @Test
    void someoneElsesUserAndNobodyAreTheSameToADomainAdministrator() {
        String id = owner.post(USERS, "{\"userPrincipalName\": \"their@side.si\", \"displayName\": \"Their\"}")
                .is(201)
                .text("/id");
        String nobody = id.substring(0, id.length() - 1) + (id.endsWith("0") ? "1" : "0");
        ApiClient domain = ApiClient.of(server)
                .withToken(
                        server.domainToken("dom", MailDomain.of("example.si")).reveal());
        for (List<String> pair : List.of(List.of(id, nobody), List.of("their@side.si", "nobody@side.si"))) {
            assertThat(said(domain.get(USERS + "/" + pair.get(0)), pair.get(0)))
                    .isEqualTo(said(domain.get(USERS + "/" + pair.get(1)), pair.get(1)));
            assertThat(said(domain.post(USERS + "/" + pair.get(0) + RESET, "{}"), pair.get(0)))
                    .isEqualTo(said(domain.post(USERS + "/" + pair.get(1) + RESET, "{}"), pair.get(1)));
            assertThat(said(domain.delete(USERS + "/" + pair.get(0)), pair.get(0)))
                    .isEqualTo(said(domain.delete(USERS + "/" + pair.get(1)), pair.get(1)));
        }
        owner.get(USERS + "/" + id).is(200);
    }

    @Test
    void aResetEndsALockoutAndNeitherABlockNorARestriction() {
        owner.post(USERS, "{\"userPrincipalName\": \"kept@example.si\", \"displayName\": \"Kept\"}")
                .is(201);
        owner.post("/v1.0/security/restrictedEntities", """
                {"senderAddress": "kept@example.si", "reason": "It sends spam."}""").is(201);
        guess("kept@example.si", 11);
        owner.post(USERS + "/bulk", """
                {"action": "blockSignIn", "users": ["kept"], "reason": "Phished."}""").is(200);
        assertThat(locks("kept@example.si"))
                .containsExactlyInAnyOrder("sendingRestriction", "lockout", "signInBlock", "passwordChange");

        server.clock().advance(Duration.ofSeconds(1));
        owner.post(USERS + "/kept" + RESET, "{}").is(202);
        assertThat(locks("kept@example.si"))
                .containsExactlyInAnyOrder("sendingRestriction", "signInBlock", "passwordChange");
        assertThat(owner.get(USERS + "/kept").text("/signInBlock/reason")).isEqualTo("Phished.");
    }

    @Test
    void aThousandAtOnceAreAnsweredOneByOneAndASecondTimeChangesNothing() {
        for (int i = 0; i < 20; i++) {
            owner.post(USERS, "{\"userPrincipalName\": \"b%d@example.si\", \"displayName\": \"B\"}".formatted(i))
                    .is(201);
        }
        String names = IntStream.range(0, 1000).mapToObj(i -> "\"b" + i + "\"").collect(Collectors.joining(","));
        String block = "{\"action\": \"blockSignIn\", \"reason\": \"Summer.\", \"users\": [" + names + "]}";
        Answer first = owner.post(USERS + "/bulk", block).is(200);
        List<String> states = first.body().get("value").findValuesAsString("status");
        assertThat(states).hasSize(1000);
        assertThat(states.subList(0, 20)).containsOnly("done");
        assertThat(states.subList(20, 1000)).containsOnly("failed");
        String before = owner.get(USERS + "/b7").response().body();

        assertThat(owner.post(USERS + "/bulk", block).is(200).response().body())
                .isEqualTo(first.response().body());
        assertThat(owner.get(USERS + "/b7").response().body()).isEqualTo(before);
    }

    @Test
    void aUserWhoIsNamedTwiceGetsOnePassword() {
        owner.post(USERS, "{\"userPrincipalName\": \"twice@example.si\", \"displayName\": \"Twice\"}")
                .is(201);
        Answer answer = owner.post(USERS + "/bulk", """
                {"action": "resetPassword", "users": ["twice", "TWICE@example.si"]}""").is(200);
        assertThat(answer.body().get("value").findValuesAsString("status")).containsExactly("done", "failed");
        assertThat(answer.body().get("value").findValuesAsString("newPassword")).hasSize(1);
    }

    private List<String> locks(String account) {
        return owner.get("/v1.0/security/senders/" + account)
                .is(200)
                .body()
                .get("locks")
                .findValuesAsString("kind");
    }

    /** What an answer says, but for what the request named and for its own number and time. */
    private static String said(Answer answer, String name) {
        return answer.status()
                + " "
                + answer.text("/error/code")
                + " "
                + answer.text("/error/message").replace(name, "NAME");
    }

    private void guess(String account, int times) {
        SignIns signIns = server.bean(SignIns.class);
        for (int i = 0; i < times; i++) {
            SignInAttempt attempt = new SignInAttempt(
                    AccountName.of(account), new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(i));
            signIns.begin(attempt, server.clock().instant());
            signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.clock().instant());
        }
    }
}
