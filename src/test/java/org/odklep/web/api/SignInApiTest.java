package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignIns;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;

@ExtendWith(SharedServer.class)
class SignInApiTest {
    private static final String LOCKOUTS = "/v1.0/security/lockouts";
    private static final String LOG = "/v1.0/auditLogs/signIns";

    private final Api api;

    SignInApiTest(Api api) {
        this.api = api;
    }

    @Test
    void aLockoutIsListedExplainedAndEndedWithoutANewPassword() {
        guess("locked@example.si", 11);

        Answer why =
                api.auditor().get("/v1.0/security/senders/locked@example.si").is(200);
        assertThat(why.body().get("canSend").asBoolean()).isTrue();
        assertThat(why.body().get("canSignIn").asBoolean()).isFalse();
        assertThat(why.text("/locks/0/kind")).isEqualTo("lockout");
        assertThat(why.text("/locks/0/places")).isEqualTo("unfamiliar");
        assertThat(why.body().at("/locks/0/failures").asInt()).isEqualTo(10);
        assertThat(api.auditor().get(LOCKOUTS).is(200).body().get("value").findValuesAsString("accountName"))
                .contains("locked@example.si");

        String release = "{\"accountName\": \"LOCKED@example.si\", \"reason\": \"It was her.\"}";
        api.auditor().post(LOCKOUTS + "/release", release).is(403);
        assertThat(api.admin().post(LOCKOUTS + "/release", release).is(200).text("/status"))
                .isEqualTo("released");
        assertThat(api.admin().post(LOCKOUTS + "/release", release).is(200).text("/status"))
                .isEqualTo("notLocked");
        assertThat(api.auditor()
                        .get("/v1.0/security/senders/locked@example.si")
                        .body()
                        .get("canSignIn")
                        .asBoolean())
                .isTrue();
        assertThat(api.auditor()
                        .get("/v1.0/auditLogs/directoryAudits?$filter=target%20eq%20'locked@example.si'")
                        .text("/value/0/activityDisplayName"))
                .isEqualTo("lockout.end");
    }

    @Test
    void anAliasUnlocksItsUser() {
        api.owner().post("/v1.0/users", """
                {"accountEnabled": true, "displayName": "Vera", "mailNickname": "v.kos",
                 "userPrincipalName": "vera@example.si",
                 "passwordProfile": {"password": "nakit-sonce-voda-92"}}
                """).is(201);
        guess("vera@example.si", 11);

        Answer answer = api.admin()
                .post(LOCKOUTS + "/release", "{\"accountName\": \"v.kos@example.si\", \"reason\": \"It was her.\"}")
                .is(200);
        assertThat(answer.text("/status")).isEqualTo("released");
        assertThat(answer.text("/accountName")).isEqualTo("vera@example.si");
    }

    @Test
    void aReleaseNeedsAnAccountAndAReason() {
        Answer answer = api.admin().post(LOCKOUTS + "/release", "{}").is(400);
        assertThat(answer.body().toString()).contains("accountName", "reason");
        api.admin()
                .post(LOCKOUTS + "/release", "{\"accountName\": \"a b\\u0000\", \"reason\": \"r\"}")
                .is(400);
    }

    @Test
    void theSignInLogTellsTheTruthPageByPage() {
        guess("log@example.si", 12);
        api.server().bean(SignInJournal.class).flush();

        String filter = "$filter=userPrincipalName%20eq%20'log@example.si'";
        Answer first = api.auditor().get(LOG + "?" + filter + "&$top=5").is(200);
        assertThat(first.body().get("value").size()).isEqualTo(5);
        assertThat(first.text("/value/0/ipAddress")).isEqualTo("203.0.113.9");
        assertThat(first.text("/value/0/clientAppUsed")).isEqualTo("imap");
        Answer second = api.auditor().follow(first.text("/@odata.nextLink")).is(200);
        Answer third = api.auditor().follow(second.text("/@odata.nextLink")).is(200);
        assertThat(third.body().get("value").size()).isEqualTo(2);
        assertThat(third.body().has("@odata.nextLink")).isFalse();
        assertThat(first.body().toString() + second.body() + third.body())
                .contains("\"errorCode\":50126", "\"errorCode\":50053");
        api.auditor().get(LOG + "?$skiptoken=garbage").is(400);
        api.auditor().get(LOG + "?$filter=nothing").is(400);
    }

    private void guess(String account, int times) {
        SignIns signIns = api.server().bean(SignIns.class);
        for (int i = 0; i < times; i++) {
            SignInAttempt attempt = new SignInAttempt(
                    AccountName.of(account), new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(i));
            if (signIns.begin(attempt, api.server().clock().instant()) instanceof Admission.Admitted) {
                signIns.failed(
                        attempt, SignInCode.WRONG_PASSWORD, api.server().clock().instant());
            }
        }
    }
}
