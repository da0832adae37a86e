package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;

/** The sign-in log and the audit log: what is found there, and where a row leads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogPagesTest {
    private static final String SIGN_INS = "/security/sign-ins?";

    private RunningServer server;
    private Visit vera;
    private Visit olga;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("olga", Role.AUDITOR);
        server.part(SignInLog.class)
                .write(List.of(
                        attempt("A", "mina@example.si", "203.0.113.77", false, SignInCode.WRONG_PASSWORD),
                        attempt("B", "nik@example.si", "203.0.113.78", true, SignInCode.LOCKED_OUT),
                        attempt("C", "oto@example.org", "2001:db8:0:0:0:0:0:7", true, SignInCode.SUCCESS)));
        vera = Visit.signedIn(server, "vera");
        olga = Visit.signedIn(server, "olga");
    }

    @AfterAll
    void stop() {
        vera.close();
        olga.close();
        server.close();
    }

    @Test
    void attemptsAreFoundByAPartOfTheNameTheNetworkTheEndAndThePlace() {
        assertThat(found("account=MIN")).containsExactly("mina@example.si");
        assertThat(found("account=%40example.si")).containsExactly("nik@example.si", "mina@example.si");
        assertThat(found("client=203.0.113.76/31")).containsExactly("mina@example.si");
        assertThat(found("client=2001:db8::7")).containsExactly("oto@example.org");
        assertThat(found("code=LOCKED_OUT")).containsExactly("nik@example.si");
        assertThat(found("client=203.0.113.0/24&place=unfamiliar")).containsExactly("mina@example.si");
        assertThat(found("from=2999-01-01")).isEmpty();
        assertThat(found("client=nowhere")).isEmpty();
    }

    @Test
    void whatNarrowsTheListIsSaidAndTakenOffAgain() {
        String page = vera.get(SIGN_INS + "account=mi&code=WRONG_PASSWORD&place=unfamiliar")
                .body();

        assertThat(page)
                .contains(
                        "/security/sign-ins?account=mi&amp;outcome=all&amp;place=unfamiliar",
                        "/security/sign-ins?account=mi&amp;outcome=all&amp;code=WRONG_PASSWORD\"");
    }

    @Test
    void aRowLeadsToTheBlockListForThoseWhoMayEditIt() {
        String href = "/policies/sign-in-protection/blocked/new?network=203.0.113.77";
        assertThat(vera.get(SIGN_INS + "account=mina").body()).contains(href, "Block this address");
        assertThat(olga.get(SIGN_INS + "account=mina").body())
                .contains("mina@example.si")
                .doesNotContain(href, "Block this address");

        assertThat(vera.get(href).body()).contains("value=\"203.0.113.77\"");
        assertThat(Visit.location(vera.post(
                        "/policies/sign-in-protection/blocked/new",
                        Map.of("network", "203.0.113.77", "account", "", "reason", "An attack.", "until", "2099-01-01"),
                        href)))
                .isEqualTo("/policies/sign-in-protection");
        assertThat(vera.get("/policies/sign-in-protection").body()).contains("203.0.113.77/32");
    }

    @Test
    void theAuditLogIsFoundByWhoWhatAndWhen() {
        act("ivo", "policy.update", "policy:=one");
        act("ivo", "policy.delete", "policy:two");
        act("eva", "policy.update", "policy:three");

        assertThat(vera.get("/audit?actor=ivo").body())
                .contains("policy “=one”", "policy “two”")
                .doesNotContain("policy “three”");
        assertThat(vera.get("/audit?actor=ivo&action=policy.update").body())
                .contains("policy “=one”", "selected=\"selected\">policy changed", "href=\"/audit?actor=ivo\"")
                .doesNotContain("policy “two”");
        assertThat(vera.get("/audit?actor=ivo&day=2001-01-01").body()).contains("No entries");
        assertThat(vera.get("/audit?actor=ivo&from=2001-01-01&day=2999-12-31").body())
                .contains("policy “two”");
        assertThat(vera.get("/audit?from=%2B999999999-12-31").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsFoundInTheAuditLogIsExportedWithoutFormulas() {
        act("uma", "policy.create", "=1+1");
        act("other", "policy.create", "policy:x");

        HttpResponse<String> table = vera.get("/audit/export?actor=uma");
        assertThat(table.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(table.body().lines()).hasSize(2);
        assertThat(table.body()).contains("number,time,actor,origin,action,target,reason", "policy.create,'=1+1,");
    }

    private void act(String actor, String action, String target) {
        server.part(AuditLog.class)
                .append(new AuditEvent(server.now(), actor, ClientAddress.LOCAL, action, target, "", null, null));
    }

    private List<String> found(String query) {
        String body = vera.get(SIGN_INS + query).body();
        return Pattern.compile("<bdi class=\"clamp\">([^<]+@[^<]+)</bdi>")
                .matcher(body)
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    private SignInRecord attempt(String id, String account, String client, boolean familiar, SignInCode code) {
        return new SignInRecord(
                id, server.now(), AccountName.of(account), new ClientAddress(client), ClientKind.IMAP, familiar, code);
    }
}
