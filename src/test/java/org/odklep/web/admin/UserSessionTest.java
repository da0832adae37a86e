package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.WebSessions;
import org.odklep.user.NewPassword;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** The sessions of users: what ends them, who sees them, and the way to a new password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserSessionTest {
    private static final String RIGHT = RunningServer.PASSWORD.reveal();
    private static final String NEXT = "sivi volk teče čez reko 83";
    private static final String PASSWORD = "/account/password";
    private static final Pattern SESSION =
            Pattern.compile("action=\"(/(?:account|users/[^/]+)/sessions/[0-9a-f]{16})\"");
    private static final Actor OWNER = new Actor("owner", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private RunningServer server;
    private Users users;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        users = server.part(Users.class);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aBlockEndsEverySessionForGood() {
        ended("block", user -> {
            users.blockSignIn(user.id(), Reason.of("Gone."), OWNER, server.now());
            users.allowSignIn(user.id(), Reason.of("Back."), OWNER, server.now());
        });
    }

    @Test
    void aRevocationAResetALostRoleAndARemovalEndThem() {
        ended("revoke", user -> users.revokeSessions(user.id(), OWNER, server.now()));
        ended(
                "reset",
                user -> server.part(UserPasswords.class)
                        .reset(user.id(), new NewPassword(Optional.empty(), false, true), OWNER, server.now()));
        ended("demoted", user -> {
            users.update(server.stored(user), new Users.Edit(user.profile(), Set.of()), OWNER, server.now());
            users.update(server.stored(user), new Users.Edit(user.profile(), user.roles()), OWNER, server.now());
        });
        ended("removed", user -> users.delete(user.id(), Reason.of("Left."), OWNER, server.now()));
    }

    @Test
    void aResetThatKeepsSessionsKeepsThem() {
        User user = server.user("keeps@example.si", Role.AUDITOR);
        Visit visit = Visit.signedIn(server, "keeps@example.si");
        server.part(UserPasswords.class)
                .reset(user.id(), new NewPassword(Optional.empty(), false, false), OWNER, server.now());
        assertThat(visit.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void aHalfFinishedSignInEndsWithAResetToo() {
        User user = server.userWhoMustChange("half@example.si", Role.AUDITOR);
        Visit visit = Visit.to(server);
        visit.signIn("half@example.si", RIGHT);
        assertThat(visit.get(PASSWORD).statusCode()).isEqualTo(200);
        server.part(UserPasswords.class)
                .reset(user.id(), new NewPassword(Optional.empty(), true, false), OWNER, server.now());
        assertThat(Visit.location(visit.get(PASSWORD))).startsWith("/sign-in");
    }

    @Test
    void whoMustChangeThePasswordIsLedThereAndNowhereElse() {
        User user = server.userWhoMustChange("must@example.si", Role.AUDITOR);
        Visit visit = Visit.to(server);
        visit.signIn("must@example.si", RIGHT);
        String before = visit.cookie("odklep").orElseThrow().getValue();
        for (String page :
                List.of("/", "/users", "/users/" + user.id(), "/account", "/audit", "/sign-in", "/nowhere")) {
            assertThat(Visit.location(visit.get(page))).as(page).isEqualTo(PASSWORD);
        }
        assertThat(visit.get(PASSWORD).body())
                .contains("You have to choose a new password for must@example.si")
                .doesNotContain("id=\"present\"", "Restricted entities");
        assertThat(visit.preferring("sl").get(PASSWORD).body()).contains("izberite novo geslo za must@example.si");
        visit.preferring("en");

        assertThat(choose(visit, "", "short", "short").body()).contains("too short: choose at least 12");
        assertThat(choose(visit, "", NEXT, "another").body()).contains("The two passwords are not the same.");
        assertThat(choose(visit, "", RIGHT, RIGHT).statusCode()).isEqualTo(422);
        assertThat(choose(visit, "", "must@example.si must", "must@example.si must")
                        .statusCode())
                .isEqualTo(422);
        assertThat(server.stored(user).password().mustChange()).isTrue();

        assertThat(Visit.location(choose(visit, "", NEXT, NEXT))).isEqualTo("/");
        assertThat(visit.get("/users").statusCode()).isEqualTo(200);
        assertThat(visit.cookie("odklep").orElseThrow().getValue()).isNotEqualTo(before);
        Visit thief = Visit.to(server);
        thief.setCookie("odklep", before);
        assertThat(Visit.location(thief.get("/users"))).startsWith("/sign-in");
        assertThat(Visit.location(Visit.to(server).signIn("must@example.si", RIGHT)))
                .contains("wrong");
        assertThat(Visit.location(Visit.to(server).signIn("must@example.si", NEXT)))
                .isEqualTo("/");
    }

    @Test
    void whoHasNoRoleStillChoosesThePasswordThatHasToChange() {
        server.userWhoMustChange("mail@example.si");
        Visit visit = Visit.to(server);
        visit.signIn("mail@example.si", RIGHT);
        String after = Visit.location(choose(visit, "", NEXT, NEXT));
        assertThat(after).isEqualTo("/sign-in?changed");
        assertThat(visit.get(after).body())
                .contains("Sign in with the new password in your mail program")
                .doesNotContain("<form method=\"post\" action=\"/sign-in\"");
        assertThat(Visit.location(visit.get("/users"))).startsWith("/sign-in");
    }

    @Test
    void aSessionWhosePasswordHasToChangeMeanwhileIsAskedForThePresentOne() {
        User user = server.user("later@example.si", Role.AUDITOR);
        Visit visit = Visit.signedIn(server, "later@example.si");
        server.part(UserPasswords.class).requireChange(user.id(), true, OWNER, server.now());
        assertThat(Visit.location(visit.get("/users"))).isEqualTo(PASSWORD);
        assertThat(visit.get(PASSWORD).body()).contains("id=\"present\"");
        assertThat(choose(visit, "wrong", NEXT, NEXT).body()).contains("The present password is wrong");
        assertThat(Visit.location(choose(visit, RIGHT, NEXT, NEXT))).isEqualTo("/");
    }

    @Test
    void changingTheOwnPasswordEndsAllOtherSessions() {
        server.user("own@example.si", Role.AUDITOR);
        Visit here = Visit.signedIn(server, "own@example.si");
        Visit there = Visit.signedIn(server, "own@example.si");
        server.advance(Duration.ofSeconds(1));
        assertThat(choose(here, RIGHT, RIGHT, RIGHT).body()).contains("This is the present password");
        String after = Visit.location(choose(here, RIGHT, NEXT, NEXT));
        assertThat(here.get(after).body()).contains("Your password was changed, and all other sessions have ended.");
        assertThat(Visit.location(there.get("/users"))).startsWith("/sign-in");
    }

    @Test
    void anAdministratorWhoIsNoUserChangesTheOwnPasswordToo() {
        String page = "/account/administrator-password";
        server.administrator("zala", Role.AUDITOR);
        Visit here = Visit.signedIn(server, "zala");
        Visit there = Visit.signedIn(server, "zala");
        assertThat(here.get("/account").body()).contains("href=\"" + page + "\"");
        assertThat(here.get(PASSWORD).statusCode()).isEqualTo(404);

        assertThat(here.post(page, Map.of("chosen", NEXT, "repeated", "another"), page)
                        .body())
                .contains("The two passwords are not");
        assertThat(here.post(page, Map.of("chosen", "password1234", "repeated", "password1234"), page)
                        .statusCode())
                .isEqualTo(422);
        assertThat(there.get("/account").statusCode()).isEqualTo(200);

        String after = Visit.location(here.post(page, Map.of("chosen", NEXT, "repeated", NEXT), page));
        assertThat(here.get(after).body()).contains("Your password was changed, and all other sessions have ended.");
        assertThat(Visit.location(there.get("/users"))).startsWith("/sign-in");
        Visit again = Visit.to(server);
        assertThat(Visit.location(again.signIn("zala", NEXT))).isEqualTo("/");
        assertThat(Visit.location(Visit.to(server).signIn("zala", RIGHT))).isEqualTo("/sign-in?refused=wrong");
    }

    @Test
    void everybodySeesAndEndsTheOwnSessions() {
        server.user("many@example.si", Role.AUDITOR);
        Visit here = Visit.signedIn(server, "many@example.si");
        Visit second = Visit.signedIn(server, "many@example.si");
        Visit third = Visit.signedIn(server, "many@example.si");
        String page = here.get("/account").body();
        assertThat(page).contains("Where you are signed in", "127.0.0.1", "This browser");
        assertThat(here.preferring("sl").get("/account").body()).contains("Kje ste prijavljeni", "Ta brskalnik");
        here.preferring("en").post(action(page), Map.of(), "/account");
        assertThat(here.get("/account").body()).contains("It has ended.");
        assertThat(List.of(
                        second.get("/users").statusCode(), third.get("/users").statusCode()))
                .containsExactlyInAnyOrder(200, 302);
        here.post("/account/sessions", Map.of(), "/account");
        assertThat(second.get("/users").statusCode()).isEqualTo(302);
        assertThat(third.get("/users").statusCode()).isEqualTo(302);
        assertThat(here.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyEndsASessionOfSomebodyElseAsTheOwn() {
        server.user("mallory@example.si", Role.AUDITOR);
        User victim = server.user("victim@example.si", Role.AUDITOR);
        Visit mallory = Visit.signedIn(server, "mallory@example.si");
        Visit other = Visit.signedIn(server, "victim@example.si");
        String id = server.part(WebSessions.class)
                .of(SessionOwner.of(victim), server.now())
                .getFirst()
                .id();
        mallory.post("/account/sessions/" + id, Map.of(), "/account");
        assertThat(mallory.post("/users/" + victim.id() + "/sessions/" + id, Map.of(), "/account")
                        .statusCode())
                .isEqualTo(403);
        assertThat(other.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void administratorsSeeTheSessionsOfAUserAndEndOne() {
        User user = server.user("seen@example.si", Role.AUDITOR);
        Visit seen = Visit.signedIn(server, "seen@example.si");
        Visit vera = Visit.signedIn(server, "vera");
        String page = vera.get("/users/" + user.id()).body();
        assertThat(page).contains("Signed in with", "127.0.0.1");
        vera.post(action(page), Map.of(), "/users/" + user.id());
        assertThat(vera.get("/users/" + user.id()).body()).contains("It has ended.", "session ended");
        assertThat(seen.get("/users").statusCode()).isEqualTo(302);
    }

    @Test
    void aDomainAdministratorReachesNobodyOutsideTheOwnDomains() {
        server.user("dom@first.si", Role.DOMAIN_ADMINISTRATOR);
        User inside = server.user("in@first.si");
        User outside = server.user("out@second.si");
        Visit dom = Visit.signedIn(server, "dom@first.si");
        assertThat(dom.get("/users/" + inside.id()).statusCode()).isEqualTo(200);
        assertThat(dom.get("/users").body()).contains("in@first.si").doesNotContain("out@second.si");
        HttpResponse<String> unknown = dom.get("/users/AAAAAAAAAAAAAAAAAAAAAA");
        for (String id : List.of(outside.id(), "out@second.si", "alias.out@second.si")) {
            HttpResponse<String> answer = dom.get("/users/" + id);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(plain(answer, id)).isEqualTo(plain(unknown, "AAAAAAAAAAAAAAAAAAAAAA"));
        }
        for (String action : List.of("/password", "/sign-in", "/sessions", "/sessions/0123456789abcdef", "/roles")) {
            Map<String, String> fields = Map.of("enabled", "false", "reason", "r", "version", "1");
            assertThat(dom.post("/users/" + outside.id() + action, fields, "/users")
                            .statusCode())
                    .as(action)
                    .isEqualTo(404);
        }
        for (String page : List.of(
                "/security/restricted-entities",
                "/security/restricted-entities/4T0K1M9Z",
                "/security/alerts",
                "/policies/outbound",
                "/audit")) {
            assertThat(dom.get(page).statusCode()).as(page).isEqualTo(403);
        }
        assertThat(dom.get("/users").body()).doesNotContain("href=\"/audit\"", "href=\"/policies/outbound\"");
        assertThat(server.stored(outside).version()).isEqualTo(1);
    }

    private void ended(String name, Consumer<User> change) {
        User user = server.user(name + "@example.si", Role.AUDITOR);
        Visit visit = Visit.signedIn(server, name + "@example.si");
        assertThat(visit.get("/users").statusCode()).isEqualTo(200);
        change.accept(user);
        assertThat(Visit.location(visit.get("/users"))).as(name).startsWith("/sign-in");
        assertThat(server.part(WebSessions.class).of(SessionOwner.of(user), server.now()))
                .as(name)
                .isEmpty();
    }

    private static HttpResponse<String> choose(Visit visit, String present, String chosen, String repeated) {
        return visit.post(PASSWORD, Map.of("present", present, "chosen", chosen, "repeated", repeated), PASSWORD);
    }

    private static String action(String page) {
        Matcher action = SESSION.matcher(page);
        assertThat(action.find()).as(page).isTrue();
        return action.group(1);
    }

    private static String plain(HttpResponse<String> answer, String id) {
        return answer.body().replace(id, "").replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }
}
