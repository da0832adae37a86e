package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Limit;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignIns;
import org.odklep.user.NewPassword;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** What the page of an account says of all that stops it, which keys each role finds there, and unblocking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountStatePagesTest {
    private static final String LIST = "/security/restricted-entities/";

    private RunningServer server;
    private Samples samples;
    private Visit vera;
    private Visit slovene;
    private Visit varnost;
    private Visit pomoc;
    private Visit revizor;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        samples = new Samples(server);
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("varnost", Role.SECURITY_ADMINISTRATOR);
        server.administrator("pomoc", Role.HELPDESK_ADMINISTRATOR);
        server.administrator("revizor", Role.AUDITOR);
        vera = Visit.signedIn(server, "vera");
        slovene = Visit.signedIn(server, "vera").preferring("sl");
        varnost = Visit.signedIn(server, "varnost");
        pomoc = Visit.signedIn(server, "pomoc");
        revizor = Visit.signedIn(server, "revizor");
    }

    @AfterAll
    void stop() {
        vera.close();
        slovene.close();
        varnost.close();
        pomoc.close();
        revizor.close();
        server.close();
    }

    @Test
    void allFourLocksStandOnThePageWithReasonTimeReplyAndKey() {
        User user = server.userWhoMustChange("four@locks.si");
        for (int i = 0; i < 10; i++) {
            guess(user.name(), i);
        }
        server.part(Users.class)
                .blockSignIn(user.id(), Reason.of("The laptop was stolen."), Samples.OPERATOR, server.now());
        SendingRestriction restriction = samples.hijacked("four@locks.si");
        samples.refused(restriction, 41);

        String page = vera.get(path(user)).body();
        assertThat(page)
                .contains("four@locks.si cannot sign in, because sign-in is blocked, and cannot send mail,"
                        + " because sending is restricted.")
                .contains("Sending is restricted", "external recipients per hour: 501 (500 allowed); 41 attempts")
                .contains("550 5.1.8 Access denied, bad outbound sender (reference " + restriction.id())
                .contains("datetime=\"" + restriction.since() + "\"")
                .contains("href=\"" + LIST + restriction.id() + "/release\"")
                .contains("Sign-in is blocked", "The laptop was stolen.", "until an administrator allows it")
                .contains("A new password has to be chosen", "until the owner chooses a new one")
                .contains("Locked out after wrong passwords", "10 wrong passwords in a row")
                .contains("invalidCredentials (49)")
                .contains("action=\"" + path(user) + "/lockout\"")
                .contains("href=\"" + path(user) + "/sign-in?enabled=true\"", "href=\"" + path(user) + "/password\"");
        assertThat(page.indexOf("lock-sending"))
                .isLessThan(page.indexOf("lock-block"))
                .isPositive();
        assertThat(slovene.get(path(user)).body())
                .contains("four@locks.si se ne more prijaviti, ker je prijava blokirana, in ne more pošiljati pošte")
                .contains("Pošiljanje je omejeno", "odtlej zavrnjenih 41 poskusov", "Izbrati je treba novo geslo")
                .contains("Zaklenjeno po napačnih geslih", "10 napačnih gesel zapored", "dokler je skrbnik ne dovoli");
    }

    @Test
    void everyRoleFindsItsKeysAndIsToldWhoHasTheOthers() {
        User user = server.userWhoMustChange("keys@locks.si");
        for (int i = 0; i < 10; i++) {
            guess(user.name(), i);
        }
        SendingRestriction restriction = samples.hijacked("keys@locks.si");
        String unblock = "href=\"" + LIST + restriction.id() + "/release\"";

        assertThat(varnost.get(path(user)).body())
                .contains(unblock, "action=\"" + path(user) + "/lockout\"")
                .contains("To reset the password, the role Helpdesk administrator is needed.")
                .doesNotContain("/password\"");
        assertThat(pomoc.get(path(user)).body())
                .contains("/password\"", "/lockout\"", "Unblocking needs the role Security administrator.")
                .contains("To see the history, the role Auditor is needed.")
                .doesNotContain(unblock, "<h2 id=\"audit\"");
        assertThat(revizor.get(path(user)).body())
                .contains("<h2 id=\"audit\"")
                .doesNotContain(unblock, "/lockout\"", "/password\"");
    }

    @Test
    void aDomainAdministratorIsToldAboutSignInAlone() {
        User admin = server.user("skrbnik@domena.si", Role.DOMAIN_ADMINISTRATOR);
        User user = server.user("ana@domena.si");
        samples.hijacked("ana@domena.si");
        Visit visit = Visit.to(server);
        visit.signIn(admin.name().value(), RunningServer.PASSWORD.reveal());
        assertThat(visit.get(path(user)).body())
                .contains(
                        "ana@domena.si can sign in.", "To see sending, mail and sign-ins, the role Auditor is needed.")
                .doesNotContain("Sending is restricted", "5.1.8", "recent-mail", "recent-sign-ins");
        assertThat(visit.get("/accounts?name=other@domena.si").statusCode()).isEqualTo(403);
        visit.close();
    }

    @Test
    void theAllowListIsSaidToOutrankARestriction() {
        User user = server.user("mayor@locks.si");
        samples.hijacked("mayor@locks.si");
        samples.allow("mayor@locks.si", "Works for the mayor", Optional.of(Duration.ofDays(1)));
        assertThat(vera.get(path(user)).body())
                .contains("can sign in and can send mail although a restriction holds")
                .contains("The allow-list outranks this restriction", "Works for the mayor");
    }

    @Test
    void aRestrictionOfAnAliasIsShownWithItsName() {
        User user = server.user("alias@locks.si");
        samples.hijacked("alias.alias@locks.si");
        assertThat(vera.get(path(user)).body())
                .contains("cannot send mail under the name alias.alias@locks.si")
                .contains("<bdi class=\"clamp\">alias.alias@locks.si</bdi>");
    }

    @Test
    void mailSignInsAndHistoryAreShown() {
        User user = server.user("busy@locks.si");
        samples.signedIn(user, "203.0.113.7");
        samples.sent("busy@locks.si", 30);
        SendingRestriction earlier = samples.hijacked("busy@locks.si");
        samples.release(earlier, "Called her.");
        assertThat(vera.get(path(user)).body())
                .contains("data-chart=", "Limit of external recipients per hour", "&quot;lines&quot;:[false,true]")
                .contains("mail9.example.org", "203.0.113.7", earlier.id(), "Called her.")
                .contains("/security/message-trace?account=busy@locks.si", "/audit?target=busy@locks.si")
                .doesNotContain("mail10.example.org");
    }

    @Test
    void anAccountOutsideOfTheDirectoryHasAPageByItsName() {
        String path = "/accounts?name=outside@locks.si";
        AccountName outside = AccountName.of("outside@locks.si");
        SendingRestriction restriction = samples.hijacked("outside@locks.si");
        for (int i = 0; i < 10; i++) {
            guess(outside, i);
        }
        String page = vera.get(path).body();
        assertThat(page)
                .contains("can sign in from familiar places", "but cannot send mail, because sending is restricted")
                .contains("is not in the directory of Odklep", restriction.id(), "Locked out after wrong passwords");
        assertThat(vera.post("/accounts/lockout", Map.of("name", "outside@locks.si", "reason", " "), path)
                        .statusCode())
                .isEqualTo(422);
        assertThat(pomoc.postWithoutToken("/accounts/lockout", Map.of("name", "outside@locks.si", "reason", "x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.part(SignIns.class).lockouts(outside, server.now())).isNotEmpty();
        HttpResponse<String> ended =
                vera.post("/accounts/lockout", Map.of("name", "outside@locks.si", "reason", "Called."), path);
        assertThat(Visit.location(ended)).startsWith("/accounts?name=outside");
        assertThat(vera.get(Visit.location(ended)).body())
                .contains("The lockout has ended.")
                .doesNotContain("Locked out after");
        assertThat(server.part(SignIns.class).lockouts(outside, server.now())).isEmpty();
    }

    @Test
    void aNameLeadsToItsUserAndAnUnknownOneIsSaidToBeUnknown() {
        User user = server.user("named@locks.si");
        assertThat(Visit.location(vera.get("/accounts?name=alias.named@locks.si")))
                .isEqualTo(path(user));
        assertThat(vera.get("/accounts?name=nobody@locks.si").body()).contains("Nothing is known of this account");
        assertThat(vera.get("/accounts?name=").statusCode()).isEqualTo(404);
        assertThat(vera.get("/accounts?name=%3Cscript%3E%40x.si").body()).doesNotContain("<script>@");
    }

    @Test
    void unblockingShowsWhatWasDoneSinceFromRecords() {
        User user = server.user("steps@locks.si");
        samples.signedIn(user, "203.0.113.7");
        SendingRestriction restriction = samples.hijacked("steps@locks.si");
        String steps = LIST + restriction.id() + "/release";
        assertThat(vera.get(steps).body())
                .contains("Unblock steps@locks.si", "would have reached 501 external recipients")
                .contains("The password is older than the restriction", "Whoever was signed in before")
                .contains("1 successful sign-in, 1 of them from places that were not known")
                .contains("href=\"" + path(user) + "/password\"", LIST + restriction.id() + "/sessions");
        assertThat(varnost.get(steps).body())
                .contains("To reset the password, the role Helpdesk administrator is needed.")
                .doesNotContain("/password\"", "/sessions\"");
        assertThat(varnost.post(LIST + restriction.id() + "/sessions", Map.of(), steps)
                        .statusCode())
                .isEqualTo(403);

        server.advance(Duration.ofMinutes(1));
        HttpResponse<String> ended = vera.post(LIST + restriction.id() + "/sessions", Map.of(), steps);
        assertThat(Visit.location(ended)).isEqualTo(steps);
        assertThat(server.stored(user).times().sessionsValidFrom()).isAfter(restriction.since());
        assertThat(vera.get(steps).body())
                .contains("Everything from before was ended by vera:")
                .doesNotContain("Whoever was signed in before", "/sessions\"");

        server.part(UserPasswords.class)
                .reset(user.id(), new NewPassword(Optional.empty(), true, true), Samples.OPERATOR, server.now());
        assertThat(vera.get(steps).body()).contains("Set by vera:").doesNotContain("/password\"");
        assertThat(slovene.get(steps).body()).contains("Nastavil ga je vera:", "Kaj je storjeno");
    }

    @Test
    void unblockingTellsHowLongItTookAndComesBackToNothingToDo() {
        SendingRestriction restriction =
                samples.restricted("measured@locks.si", Limit.ALL_PER_DAY, 1001, Optional.empty());
        String steps = LIST + restriction.id() + "/release";
        assertThat(vera.get(steps).body())
                .contains("Odklep does not keep the password of this account", "No successful sign-in is on record");
        HttpResponse<String> without = vera.post(steps, Map.of("reason", " "), steps);
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("Say why in words.", "What has been done");
        HttpResponse<String> released = vera.post(steps, Map.of("reason", "Called her."), steps);
        assertThat(slovene.get(Visit.location(released)).body()).doesNotContain("ms po ukazu");
        assertThat(vera.get(Visit.location(released)).body())
                .containsPattern("Unblocking took effect on this server in [0-9]+\\.[0-9] ms")
                .doesNotContain("four times a second");
        assertThat(server.part(Locks.class).stopsSending(restriction.account(), server.now()))
                .isEmpty();
        assertThat(Visit.location(vera.get(steps))).isEqualTo(LIST + restriction.id());
    }

    @Test
    void onlyWhoMayReleaseSeesTheSteps() {
        SendingRestriction restriction = samples.hijacked("rights@locks.si");
        String steps = LIST + restriction.id() + "/release";
        assertThat(List.of(pomoc.get(steps).statusCode(), revizor.get(steps).statusCode()))
                .containsOnly(403);
        assertThat(vera.get(LIST + "NOTHERE1/release").statusCode()).isEqualTo(404);
        assertThat(vera.get(LIST).body()
                        + vera.get("/security/restricted-entities?search=rights@")
                                .body())
                .contains("href=\"" + steps + "\"");
        assertThat(revizor.get("/security/restricted-entities?search=rights@").body())
                .contains("rights@locks.si")
                .doesNotContain("href=\"" + steps + "\"");
    }

    private void guess(AccountName account, int password) {
        SignInAttempt attempt =
                new SignInAttempt(account, new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(password));
        SignIns signIns = server.part(SignIns.class);
        if (signIns.begin(attempt, server.now()) instanceof Admission.Admitted) {
            signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
        }
    }

    private static String path(User user) {
        return "/users/" + user.id();
    }
}
