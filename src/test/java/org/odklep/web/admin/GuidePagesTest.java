package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignIns;
import org.odklep.user.NewPassword;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** The guide: one next step for each kind of lock, in both languages, and the support case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidePagesTest {
    private static final String MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>${7*191}";

    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private Visit vera;
    private Visit varnost;
    private Visit pomoc;

    @BeforeAll
    void start() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("varnost", Role.SECURITY_ADMINISTRATOR);
        server.administrator("pomoc", Role.HELPDESK_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
        varnost = Visit.signedIn(server, "varnost");
        pomoc = Visit.signedIn(server, "pomoc");
    }

    @AfterAll
    void stop() {
        vera.close();
        varnost.close();
        pomoc.close();
        server.close();
    }

    @Test
    void aHijackedSenderGetsANewPasswordBeforeTheRelease() {
        User user = server.user("restricted@ena.si");
        SendingRestriction restriction = samples.hijacked("alias.restricted@ena.si");
        block(user);
        String page = guide(vera, "restricted@ena.si");

        assertThat(page)
                .contains(
                        "restricted@ena.si cannot sign in: an administrator blocked it. Besides, sending is restricted:"
                                + " external recipients per hour: 501 (500 allowed)",
                        "<h2 id=\"next\">Change the password, then unblock the sender</h2>",
                        "href=\"/security/restricted-entities/" + restriction.id() + "/release\">Go to the steps<",
                        "Sign-in blocked",
                        "alias.restricted@ena.si, since");
        assertThat(guide(vera.preferring("sl"), "restricted@ena.si"))
                .contains("Poleg tega je pošiljanje omejeno", "Zamenjajte geslo, nato sprostite", "Pojdi na korake");
        vera.preferring("en");
        assertThat(guide(pomoc, "restricted@ena.si"))
                .contains(
                        "<h2 id=\"next\">Reset the password first</h2>",
                        "href=\"/users/" + user.id() + "/password\">Go to the password<",
                        "Then ask somebody with the role Security administrator to unblock the sender.")
                .doesNotContain("Go to the steps");
        server.advance(Duration.ofMinutes(1));
        server.part(UserPasswords.class)
                .reset(user.id(), new NewPassword(Optional.empty(), false, true), Samples.OPERATOR, server.now());
        assertThat(guide(pomoc, "restricted@ena.si"))
                .contains("<h2 id=\"next\">Unblock the sender</h2>", "This needs the role Security administrator.");
    }

    @Test
    void aRestrictionMadeByHandNamesItsReasonAndWho() {
        server.user("byhand@ena.si");
        samples.byOperator("byhand@ena.si", "Waiting for the police.");
        assertThat(guide(vera, "byhand@ena.si"))
                .contains(
                        "<h2 id=\"next\">Settle why it was restricted, then unblock it</h2>",
                        "This was done by hand, by vera on",
                        "“Waiting for the police.”");
        assertThat(guide(vera.preferring("sl"), "byhand@ena.si")).contains("nastavljena ročno: vera");
        vera.preferring("en");
    }

    @Test
    void aLockoutThatTheOwnerDoesNotNoticeNeedsNothing() {
        User user = server.user("attacked@ena.si");
        SignIns signIns = server.part(SignIns.class);
        SignInAttempt home =
                new SignInAttempt(user.name(), new ClientAddress("192.0.2.77"), ClientKind.IMAP, OptionalInt.of(1));
        signIns.begin(home, server.now());
        signIns.succeeded(home, server.now());
        for (int i = 0; i < 10; i++) {
            guess(user.name(), i);
        }
        assertThat(guide(vera, "attacked@ena.si"))
                .contains(
                        "attacked@ena.si can sign in from familiar places, though from no others before",
                        "<h2 id=\"next\">Reset the password</h2>");
        server.advance(Duration.ofSeconds(5));
        signIns.begin(home, server.now());
        signIns.succeeded(home, server.now());
        assertThat(guide(vera, "attacked@ena.si"))
                .contains(
                        "Nothing stops attacked@ena.si, who last signed in on",
                        "Somebody else tries wrong passwords, from 203.0.113.0/24",
                        "<h2 id=\"next\">Nothing to do for the owner</h2>",
                        "href=\"/policies/sign-in-protection/blocked/new?network=203.0.113.0%2F24\">Block sign-ins");
        assertThat(vera.get("/policies/sign-in-protection/blocked/new?network=203.0.113.0%2F24")
                        .body())
                .contains("value=\"203.0.113.0/24\"");
        assertThat(guide(vera.preferring("sl"), "attacked@ena.si")).contains("iz omrežja 203.0.113.0/24");
        vera.preferring("en");
    }

    @Test
    void everyLockIsNamedAndTheBlockFirst() {
        User user = server.userWhoMustChange("both@ena.si");
        block(user);
        assertThat(guide(vera, "both@ena.si"))
                .contains(
                        "both@ena.si cannot sign in: an administrator blocked it. Besides, a new password has to be"
                                + " chosen first.",
                        "<h2 id=\"next\">Make sure that the user may sign in</h2>",
                        "Then reset the password");
        assertThat(guide(vera.preferring("sl"), "both@ena.si"))
                .contains("prijavo je blokiral skrbnik. Poleg tega je treba najprej izbrati novo geslo.");
        vera.preferring("en");
    }

    @Test
    void aWholeBounceFindsItsRestriction() {
        SendingRestriction restriction = samples.hijacked("bounced@ena.si");
        String bounce = "550 5.1.8 <bounced@ena.si>: Sender address rejected: restricted, reference "
                + restriction.id().toLowerCase(Locale.ROOT) + ". Ask your administrator.";
        assertThat(guide(vera, bounce)).contains("bounced@ena.si cannot send mail");
    }

    @Test
    void whatFitsIsShownWhereTheNameDoesNot() {
        server.user("found1@ena.si");
        server.user("found2@ena.si");
        assertThat(guide(vera, "alias.found")).contains("found as alias.found1@ena.si");
        assertThat(guide(vera, "found")).contains("found1@ena.si").doesNotContain("found as");
    }

    @Test
    void aLockoutOutsideOfTheDirectoryIsEndedOnThePageOfTheAccount() {
        for (int i = 0; i < 10; i++) {
            guess(AccountName.of("zunaj@dve.si"), i);
        }
        String page = "/accounts?name=zunaj%40dve.si";
        assertThat(guide(varnost, "zunaj@dve.si"))
                .contains("<h2 id=\"next\">End the lockout</h2>", "href=\"" + page + "\">Go to the lockout<");
        assertThat(varnost.get(page).body()).contains("action=\"/accounts/lockout\"");
    }

    @Test
    void aLockedOutUserGetsANewPassword() {
        User user = server.user("locked@dve.si");
        for (int i = 0; i < 10; i++) {
            guess(user.name(), i);
        }
        assertThat(guide(pomoc, "locked@dve.si"))
                .contains(
                        "can sign in from familiar places, though from no others before",
                        "<h2 id=\"next\">Reset the password</h2>",
                        "href=\"/users/" + user.id() + "/password\">Go to the password<",
                        "Locked out",
                        "after 10 wrong passwords");
        assertThat(guide(varnost, "locked@dve.si"))
                .contains("<h2 id=\"next\">End the lockout</h2>", "href=\"/users/" + user.id() + "\"");
        assertThat(guide(vera.preferring("sl"), "locked@dve.si")).contains("Ponastavite geslo", "Zaklenjeno");
        vera.preferring("en");
    }

    @Test
    void aBlockedUserIsAllowedToSignIn() {
        User user = server.user("blocked@tri.si");
        block(user);
        assertThat(guide(vera, "blocked@tri.si"))
                .contains(
                        "blocked@tri.si cannot sign in: an administrator blocked it.",
                        "<h2 id=\"next\">Make sure that the user may sign in</h2>",
                        "href=\"/users/" + user.id() + "/sign-in?enabled=true\">Go to the sign-in status<",
                        "The laptop was stolen.");
        assertThat(guide(vera.preferring("sl"), "blocked@tri.si")).contains("Poskrbite, da se uporabnik sme prijaviti");
        vera.preferring("en");
    }

    @Test
    void whoMustChangeThePasswordGetsOne() {
        User user = server.userWhoMustChange("must@stiri.si");
        assertThat(guide(vera, "must@stiri.si"))
                .contains(
                        "has to choose a new password first",
                        "<h2 id=\"next\">Reset the password</h2>",
                        "href=\"/users/" + user.id() + "/password\"",
                        "Must be changed");
        assertThat(guide(vera.preferring("sl"), "must@stiri.si")).contains("mora najprej izbrati novo geslo");
        vera.preferring("en");
    }

    @Test
    void afterAReleaseThePasswordFromBeforeIsSuspect() {
        User user = server.user("suspect@pet.si");
        server.advance(Duration.ofMinutes(1));
        samples.release(samples.hijacked("suspect@pet.si"), "Too early.");
        assertThat(guide(vera, "suspect@pet.si"))
                .contains(
                        "the password is still the one from before",
                        "<h2 id=\"next\">Respond as to a compromised account</h2>",
                        "End the sessions of the mailbox.",
                        "href=\"/users/" + user.id() + "\">Go to the user<");
        server.advance(Duration.ofMinutes(1));
        server.part(UserPasswords.class)
                .reset(user.id(), new NewPassword(Optional.empty(), false, true), Samples.OPERATOR, server.now());
        assertThat(guide(vera, "suspect@pet.si"))
                .contains(
                        "Nothing that Odklep knows of stops suspect@pet.si.",
                        "<h2 id=\"next\">Ask what the error says</h2>",
                        "/password\">Reset password<");
    }

    @Test
    void aWrongPasswordIsReset() {
        User user = server.user("forgot@sest.si");
        guess(user.name(), 1);
        assertThat(guide(vera, "forgot@sest.si"))
                .contains("the last sign-in failed: the password was wrong", "<h2 id=\"next\">Reset the password</h2>");
    }

    @Test
    void anAccountIsFoundByAliasPartOfItsNameAndReference() {
        User user = samples.user("katarina@sedem.si", "Katarina Žagar");
        samples.user("katja@sedem.si", "Katja Žagar");
        String found = "<bdi>Katarina Žagar</bdi>";
        assertThat(guide(vera, " KATARINA@Sedem.si ")).contains(found);
        assertThat(guide(vera, user.id())).contains(found);
        assertThat(guide(vera, "katarina ž")).contains(found);
        assertThat(guide(vera, "alias.restricted@ena.si")).doesNotContain("Which one is it?");
        assertThat(guide(vera, "žagar"))
                .contains("Which one is it?", "/guide?account=katarina%40sedem.si", "/guide?account=katja%40sedem.si")
                .doesNotContain("id=\"next\"");
        SendingRestriction elsewhere = samples.hijacked("machine@osem.si");
        assertThat(guide(vera, elsewhere.id().toLowerCase(Locale.ROOT)))
                .contains("machine@osem.si cannot send mail", "Not in the directory");
        assertThat(vera.get("/guide/suggestions?account=" + encoded("žag")).body())
                .contains("2 users fit.", "Katja Žagar", "katja@sedem.si")
                .doesNotContain("<html");
        assertThat(vera.get("/guide/suggestions").body()).doesNotContain("users fit", "<li>");
    }

    @Test
    void whoIsUnknownIsSaidSo() {
        assertThat(guide(vera, "nobody@nowhere.si"))
                .contains(
                        "Nobody found for “nobody@nowhere.si”",
                        "was ever seen here",
                        "/accounts?name=nobody%40nowhere.si")
                .doesNotContain("id=\"next\"");
        assertThat(guide(vera.preferring("sl"), "nobody@nowhere.si"))
                .contains("Nihče ne ustreza iskanju »nobody@nowhere.si«");
        vera.preferring("en");
        assertThat(vera.get("/guide").body()).contains("Who is it?").doesNotContain("Nobody found");
        assertThat(guide(vera, "ﷺ".repeat(300))).contains("Nobody found");
    }

    @Test
    void domainAdministratorsSeeTheirOwnUsersAndNothingOfMail() {
        server.user("domov@devet.si", Role.DOMAIN_ADMINISTRATOR);
        server.user("moj@devet.si");
        samples.hijacked("moj@devet.si");
        Visit domov = Visit.signedIn(server, "domov@devet.si");
        assertThat(guide(domov, "moj@devet.si"))
                .contains("Your role does not see whether the account may send.")
                .doesNotContain("cannot send mail", "restricted-entities", "format");
        assertThat(guide(domov, "restricted@ena.si")).contains("Nobody found");
        assertThat(domov.post("/guide/case", Map.of("account", "moj@devet.si", "format", "json"), "/guide")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void hostileTextIsText() {
        samples.user("markup@deset.si", MARKUP);
        samples.byOperator("markup@deset.si", MARKUP);
        for (String page : new String[] {
            guide(vera, MARKUP),
            guide(vera, "markup@deset.si"),
            guide(vera, MARKUP + "nobody"),
            vera.get("/guide/suggestions?account=" + encoded(MARKUP)).body(),
            vera.get("/").body(),
            prepare("markup@deset.si", "html").body()
        }) {
            assertThat(page)
                    .doesNotContain("<script>alert", "<img src=x", "1337")
                    .contains("&lt;script&gt;alert(1)");
        }
    }

    @Test
    void aSupportCaseHoldsLocksAndEvidenceAndNoSecret() {
        User user = server.user("case@enajst.si", Role.AUDITOR);
        SendingRestriction restriction = samples.hijacked("case@enajst.si");
        for (int i = 0; i < 10; i++) {
            guess(user.name(), i);
        }
        block(user);
        samples.sent("case@enajst.si", 3);

        HttpResponse<String> json = prepare("case@enajst.si", "json");
        assertThat(json.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"odklep-case-enajst.si.json\"");
        assertThat(json.body())
                .contains(
                        "odklep-support-case/1",
                        "\"sendingRestriction\"",
                        "\"lockout\"",
                        "\"signInBlock\"",
                        restriction.id(),
                        "\"measured\" : 501",
                        "WRONG_PASSWORD",
                        "The laptop was stolen.",
                        "\"odklep\" : \"development\"",
                        "\"preparedBy\" : \"vera\"",
                        "198.51.100.23",
                        "\"POSTFIX\"",
                        "\"title\" : \"Sending\"")
                .doesNotContain("\"href\"");
        HttpResponse<String> html = prepare("case@enajst.si", "html");
        assertThat(html.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"odklep-case-enajst.si.html\"");
        assertThat(html.body())
                .contains("Support case: case@enajst.si", restriction.id(), "The laptop was stolen.", "198.51.100.23")
                .doesNotContain("href=", "src=", "_csrf", "<form");
        String hash = server.stored(user).password().hash().orElseThrow();
        for (String body : new String[] {json.body(), html.body()}) {
            assertThat(body)
                    .doesNotContain(hash, hash.substring(hash.lastIndexOf('$') + 1), "argon2")
                    .doesNotContain(vera.cookie("session")
                            .map(cookie -> cookie.getValue())
                            .orElse("no session"));
        }
        assertThat(server.part(AuditLog.class).newest(new AuditQuery(Optional.of("case@enajst.si"), Long.MAX_VALUE, 2)))
                .allSatisfy(entry -> {
                    assertThat(entry.event().action()).isEqualTo("supportCase.prepare");
                    assertThat(entry.event().actor()).isEqualTo("vera");
                });
    }

    @Test
    void aSupportCaseNeedsTheTokenOfAFormAndAnAccount() {
        assertThat(vera.postWithoutToken("/guide/case", Map.of("account", "restricted@ena.si", "format", "json"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(prepare("nobody@nowhere.si", "json").statusCode()).isEqualTo(404);
        assertThat(prepare("", "html").statusCode()).isEqualTo(404);
        assertThat(prepare("restricted@ena.si", "pdf").statusCode()).isEqualTo(400);
        assertThat(vera.get("/guide/case?format=json").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> prepare(String account, String format) {
        return vera.post("/guide/case", Map.of("account", account, "format", format), "/guide");
    }

    private void block(User user) {
        server.part(Users.class)
                .blockSignIn(user.id(), Reason.of("The laptop was stolen."), Samples.OPERATOR, server.now());
    }

    private void guess(AccountName account, int password) {
        SignIns signIns = server.part(SignIns.class);
        SignInAttempt attempt =
                new SignInAttempt(account, new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(password));
        if (signIns.begin(attempt, server.now()) instanceof Admission.Admitted) {
            signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
        }
    }

    private static String guide(Visit visit, String text) {
        return visit.get("/guide?account=" + encoded(text)).body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
