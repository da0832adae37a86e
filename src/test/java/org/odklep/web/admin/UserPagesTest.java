package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignIns;
import org.odklep.user.NewPassword;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserCreation;
import org.odklep.user.UserPasswords;
import org.odklep.user.UserStore;
import org.odklep.user.Users;

/** What the pages of users say, in both languages, and what is done there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserPagesTest {
    private static final String LIST = "/users";
    private static final Pattern MADE = Pattern.compile("id=\"made\"[^>]*>([^<]+)<");
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([0-9]+)\"");

    private RunningServer server;
    private Visit vera;
    private Visit pomoc;
    private Visit revizor;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("pomoc", Role.HELPDESK_ADMINISTRATOR);
        server.administrator("revizor", Role.AUDITOR);
        vera = Visit.signedIn(server, "vera");
        pomoc = Visit.signedIn(server, "pomoc");
        revizor = Visit.signedIn(server, "revizor");
    }

    @AfterAll
    void stop() {
        vera.close();
        pomoc.close();
        revizor.close();
        server.close();
    }

    @Test
    void theListIsSearchedAndFilteredAndEndsWithLinks() {
        for (int i = 0; i < 51; i++) {
            add("list" + i + "@seznam.si", "List " + i);
        }
        User blocked = add("blocked@seznam.si", "Žiga <b>Krt</b>");
        vera.post(path(blocked) + "/sign-in", Map.of("enabled", "false", "reason", "Gone."), path(blocked));

        String first = vera.get(LIST + "?search=seznam.si").body();
        assertThat(first).contains("List 0", "rel=\"next\"", "May sign in");
        assertThat(vera.get(LIST + "?status=blocked&search=seznam").body())
                .contains("Žiga &lt;b&gt;Krt&lt;/b&gt;", "Sign-in blocked", "1 user is shown")
                .doesNotContain("List 0");
        assertThat(vera.get(LIST + "?search=nobody-at-all").body()).contains("Nothing found for “nobody-at-all”");
        assertThat(vera.get(LIST + "?after=garbage").statusCode()).isEqualTo(400);
    }

    @Test
    void aPasswordIsMadeShownOnceAndWorks() {
        User user = add("reset@example.si", "Re Set");
        HttpResponse<String> answer =
                pomoc.post(path(user) + "/password", Map.of("mustChange", "true", "signOut", "true"), path(user));

        Matcher made = MADE.matcher(answer.body());
        assertThat(made.find()).as(answer.body()).isTrue();
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        User reset = stored(user);
        assertThat(server.part(Passwords.class)
                        .verify(Secret.of(made.group(1)), reset.password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(reset.password().mustChange()).isTrue();
        assertThat(reset.times().sessionsValidFrom()).isAfter(server.now());
        assertThat(pomoc.get(path(user)).body()).doesNotContain(made.group(1));
        assertThat(vera.get(path(user)).body()).contains("password reset", ">pomoc<");
    }

    @Test
    void signInIsBlockedWithAReasonAndAllowedAgain() {
        User user = add("stop@example.si", "Stop Go");
        Map<String, String> block = Map.of("enabled", "false", "reason", "The laptop was stolen.");
        HttpResponse<String> without =
                vera.post(path(user) + "/sign-in", Map.of("enabled", "false", "reason", " "), path(user));
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(stored(user).isEnabled()).isTrue();

        assertThat(Visit.location(vera.post(path(user) + "/sign-in", block, path(user))))
                .isEqualTo(path(user));
        assertThat(vera.get(path(user)).body())
                .contains("Sign-in is blocked, and all sessions have ended.", "The laptop was stolen.");
        assertThat(Visit.signedIn(server, "vera")
                        .preferring("sl")
                        .get(path(user))
                        .body())
                .contains("Prijava blokirana", "Dovoli prijavo");
        vera.post(path(user) + "/sign-in", Map.of("enabled", "true", "reason", "Found."), path(user));
        assertThat(stored(user).isEnabled()).isTrue();
    }

    @Test
    void thePanelOfASignInDoesWhatItsLinkSaid() {
        User user = add("panel@example.si", "Pa Nel");
        assertThat(vera.get(path(user) + "/sign-in").body())
                .contains("name=\"enabled\" value=\"false\"", ">Block sign-in</button>")
                .doesNotContain("type=\"radio\"");
        vera.post(path(user) + "/sign-in", Map.of("enabled", "false", "reason", "Gone."), path(user));
        assertThat(vera.get(path(user)).body()).contains("alert-success");
        assertThat(vera.preferring("sl").get(path(user) + "/sign-in").body())
                .contains("name=\"enabled\" value=\"true\"", ">Dovoli prijavo</button>");
        vera.preferring("en");
        vera.post(path(user) + "/sign-in", Map.of("enabled", "false", "reason", "Again."), path(user));
        assertThat(vera.get(path(user)).body()).contains("nothing changed").doesNotContain("alert-success");
    }

    @Test
    void sessionsAndLockoutsEnd() {
        User user = add("ends@example.si", "Ends");
        for (int i = 0; i < 10; i++) {
            guess(user.name(), i);
        }
        assertThat(vera.get(path(user)).body())
                .contains("Locked out after wrong passwords", "after 10 wrong passwords");
        vera.post(path(user) + "/lockout", Map.of("reason", "It was him."), path(user));
        assertThat(vera.get(path(user)).body())
                .contains("The lockout has ended.")
                .doesNotContain("Locked out after wrong passwords");

        vera.post(path(user) + "/sessions", Map.of(), path(user));
        assertThat(stored(user).times().sessionsValidFrom()).isAfter(server.now());
    }

    @Test
    void whoMayResetAPasswordMayEndALockoutOfTheSameUsers() {
        User user = add("caps@example.si", "Caps Lock");
        User boss = server.user("boss@example.si", Role.GLOBAL_ADMINISTRATOR);
        for (int i = 0; i < 10; i++) {
            guess(user.name(), i);
            guess(boss.name(), i);
        }
        assertThat(pomoc.get(path(user)).body()).contains("action=\"" + path(user) + "/lockout\"");
        pomoc.post(path(user) + "/lockout", Map.of("reason", "Caps lock."), path(user));
        assertThat(server.part(SignIns.class).lockouts(user.name(), server.now()))
                .isEmpty();
        assertThat(pomoc.get(path(boss)).body()).contains("To end a lockout, the role Global administrator is needed");
        assertThat(pomoc.post(path(boss) + "/lockout", Map.of("reason", "Me."), path(user))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.part(SignIns.class).lockouts(boss.name(), server.now()))
                .isNotEmpty();
        assertThat(revizor.post(path(user) + "/lockout", Map.of("reason", "Me."), "/")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aResetOfAHijackedSenderLeadsBackToTheSteps() {
        User user = add("steps@example.si", "Step Back");
        SendingRestriction restriction = new Samples(server).hijacked("steps@example.si");
        Map<String, String> automatic = Map.of("mustChange", "true", "signOut", "true");
        assertThat(vera.post(path(user) + "/password", automatic, path(user)).body())
                .contains("href=\"/security/restricted-entities/" + restriction.id() + "/release\"");
        assertThat(pomoc.post(path(user) + "/password", automatic, path(user)).body())
                .doesNotContain("/security/restricted-entities/")
                .contains("href=\"" + path(user) + "\"");
    }

    @Test
    void namesAreUnderstoodAsPeopleSayThem() {
        User user = server.user("cut@example.si");
        assertThat(Visit.location(vera.get("/accounts?name=alias.cut%40example.si")))
                .isEqualTo(path(user));
        vera.post(path(user) + "/sign-in", Map.of("enabled", "false", "reason", "Found by alias."), path(user));
        assertThat(vera.get("/audit?target=alias.cut%40example.si").body()).contains("Found by alias.");
        new Samples(server).sent("alias.cut@example.si", 3);
        assertThat(vera.get("/security/message-trace?account=cut%40example.si").body())
                .contains("4fXq2k0Rz1");
    }

    @Test
    void nobodysNamesArePointedOutAndBlanksRefused() {
        String list = "/policies/outbound/allow-list/new";
        assertThat(vera.post(list, Map.of("pattern", "ana novak", "reason", "r", "until", ""), list)
                        .statusCode())
                .isEqualTo(422);
        vera.post(list, Map.of("pattern", "niemand@example.si", "reason", "r", "until", ""), list);
        assertThat(vera.get("/policies/outbound").body())
                .contains("There is no such user in the directory", "alert-warning");
    }

    @Test
    void anAdministratorIsNotNamedLikeAUserNorAUserLikeAnAdministrator() {
        server.user("name@example.si");
        String form = "/settings/administrators/new";
        assertThat(vera.post(form, Map.of("name", "name@example.si", "role", "auditor"), form)
                        .body())
                .contains("A user of the directory signs in as name@example.si");
        assertThat(server.part(AdministratorStore.class).find(AccountName.of("name@example.si")))
                .isEmpty();
        server.administrator("boss2@example.si", Role.AUDITOR);
        Users.Edit edit = new Users.Edit(Profile.of(AccountName.of("boss2@example.si"), "Boss"), Set.of());
        NewPassword made = new NewPassword(Optional.empty(), true, false);
        assertThat(server.part(UserPasswords.class).create(edit, made, Samples.OPERATOR, server.now()))
                .isInstanceOf(UserCreation.NameTaken.class);
    }

    @Test
    void wrongPasswordsOfAdministratorsStandInTheSignInLog() {
        server.administrator("watched", Role.AUDITOR);
        try (Visit guest = Visit.to(server)) {
            guest.signIn("watched", "not the password");
        }
        server.part(SignInJournal.class).flush();
        assertThat(vera.get("/security/sign-ins?account=watched").body()).contains("50126", "watched");
    }

    @Test
    void rolesAreGivenByGlobalAdministratorsToWhatTheyLookedAt() {
        User user = add("roles@example.si", "Roles");
        String version = version(vera.get(path(user)).body());
        vera.post(path(user) + "/roles", Map.of("version", version, "role", "auditor"), path(user));
        assertThat(stored(user).roles()).containsExactly(Role.AUDITOR);
        vera.post(path(user) + "/roles", Map.of("version", version), path(user));
        assertThat(stored(user).roles()).containsExactly(Role.AUDITOR);
        assertThat(vera.get(path(user)).body()).contains("Somebody else changed this user");
    }

    @Test
    void whoMayNotIsToldWhichRoleMay() {
        User user = add("rights@example.si", "Rights");
        assertThat(revizor.get(path(user)).body())
                .contains("the role Helpdesk administrator is needed")
                .doesNotContain("<h2 id=\"password\"");
        assertThat(pomoc.get(path(user)).body())
                .contains("<h2 id=\"password\"", "the role User administrator is needed")
                .doesNotContain("<h2 id=\"roles\"", "<h2 id=\"audit\"");
        HttpResponse<String> refused =
                pomoc.post(path(user) + "/sign-in", Map.of("enabled", "false", "reason", "r"), path(user));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("User administrator");
        assertThat(vera.get(LIST + "/nobody").statusCode()).isEqualTo(404);
    }

    private User add(String name, String displayName) {
        return new Samples(server).user(name, displayName);
    }

    private void guess(AccountName account, int password) {
        SignInAttempt attempt =
                new SignInAttempt(account, new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(password));
        SignIns signIns = server.part(SignIns.class);
        if (signIns.begin(attempt, server.now()) instanceof Admission.Admitted) {
            signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
        }
    }

    private User stored(User user) {
        return server.part(UserStore.class).byId(user.id()).orElseThrow();
    }

    private static String path(User user) {
        return LIST + "/" + user.id();
    }

    private static String version(String page) {
        Matcher version = VERSION.matcher(page);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
