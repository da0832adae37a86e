package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.PasswordAnswer;
import org.odklep.signin.PasswordSignIn;
import org.odklep.signin.PasswordTry;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignIns;
import org.odklep.user.User;
import org.odklep.user.Users;

/** Users of the directory at the sign-in page: who gets in, and that nobody else learns anything there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserSignInTest {
    private static final String RIGHT = RunningServer.PASSWORD.reveal();
    private static final Actor OWNER = new Actor("owner", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private RunningServer server;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleOpensThePagesThatItMaySee(Role role) {
        String name = role.key().toLowerCase(Locale.ROOT);
        server.user(name + "@example.si", role);
        Visit visit = Visit.signedIn(server, name + "@example.si");
        String home = visit.get("/").body();
        assertThat(home).contains("Someone cannot sign in or send");
        assertThat(home.contains("Restrictions that ended lately")).isEqualTo(role != Role.DOMAIN_ADMINISTRATOR);
        assertThat(visit.get("/account").body()).contains(name + "@example.si", "This browser");
    }

    @Test
    void aUserSignsInByNameAliasOrWithoutTheDomain() {
        server.user("names@example.si", Role.AUDITOR);
        for (String name : List.of("names@example.si", " NAMES@Example.SI", "alias.names@example.si", "names")) {
            assertThat(Visit.signedIn(server, name).get("/users").body()).contains("names@example.si");
        }
        assertThat(server.part(SignInJournal.class).pending(AccountName.of("names@example.si")).stream()
                        .map(SignInRecord::kind))
                .allMatch(ClientKind.WEB::equals);
    }

    @Test
    void anAdministratorsNameIsTheAdministratorsOnly() {
        server.administrator("twice", Role.AUDITOR);
        server.user("twice@example.si", Role.GLOBAL_ADMINISTRATOR);
        assertThat(Visit.signedIn(server, "twice").get("/users").body()).contains(">Auditor<");
        assertThat(Visit.signedIn(server, "twice@example.si").get("/users").body())
                .contains(">Global administrator<");
    }

    @Test
    void whoHasNoRoleIsToldSoAfterTheRightPasswordOnly() {
        server.user("norole@example.si");
        Visit visit = Visit.to(server);
        assertThat(Visit.location(visit.signIn("norole@example.si", "wrong"))).isEqualTo("/sign-in?refused=wrong");
        String refused = Visit.location(visit.signIn("norole@example.si", RIGHT));
        assertThat(visit.get(refused).body()).contains("this account has no administrator role");
        assertThat(visit.preferring("sl").get(refused).body()).contains("nima skrbniške vloge");
        assertThat(visit.cookie("odklep")).isEmpty();
    }

    @Test
    void theAnswerIsTheSameForUnknownWrongLockedBlockedAndEveryKindOfName() {
        server.user("wrong@example.si", Role.AUDITOR);
        User blocked = server.user("blocked@example.si", Role.AUDITOR);
        server.part(Users.class).blockSignIn(blocked.id(), Reason.of("Gone."), OWNER, server.now());
        lock(server.user("locked@example.si", Role.AUDITOR).name());
        Stream.of(
                        answer("nobody@example.si", RIGHT),
                        answer("nobody", RIGHT),
                        answer("wrong@example.si", "wrong password"),
                        answer("blocked@example.si", RIGHT),
                        answer("blocked@example.si", "wrong password"),
                        answer("locked@example.si", RIGHT),
                        answer("vera", "wrong password"),
                        answer("not\u0000a name", RIGHT),
                        answer("", ""),
                        answer("x".repeat(400), RIGHT),
                        answer("wrong@example.si", "x".repeat(5000)))
                .forEach(answer -> assertThat(answer).isEqualTo(answer("nobody@example.si", "x")));
    }

    @Test
    void wrongPasswordsOnThePageLockOtherDoorsWhereverTheySayTheyComeFrom() {
        AccountName name = server.user("guessed@example.si", Role.AUDITOR).name();
        Visit guesser = Visit.to(server);
        for (int i = 0; i < 10; i++) {
            String token = Visit.token(guesser.get("/sign-in")).orElseThrow();
            guesser.postFrom(
                    "198.51.100." + i,
                    "/sign-in",
                    Map.of("name", name.value(), "password", "wrong password " + i, "_csrf", token));
        }
        PasswordTry right =
                new PasswordTry(name, RunningServer.PASSWORD, new ClientAddress("203.0.113.9"), ClientKind.LDAP);
        assertThat(server.part(PasswordSignIn.class).tryPassword(right, server.now()))
                .isEqualTo(new PasswordAnswer.Denied(SignInCode.LOCKED_OUT));
        assertThat(Visit.location(guesser.signIn(name.value(), RIGHT))).isEqualTo("/sign-in?refused=wrong");
    }

    @Test
    void whoSaysToComeFromAFamiliarPlaceIsNotBelieved() {
        AccountName name = server.user("owner@example.si", Role.AUDITOR).name();
        SignInAttempt familiar =
                new SignInAttempt(name, new ClientAddress("198.51.100.7"), ClientKind.WEB, OptionalInt.of(1));
        server.part(SignIns.class).succeeded(familiar, server.now());
        lock(name);
        Visit thief = Visit.to(server);
        String token = Visit.token(thief.get("/sign-in")).orElseThrow();
        HttpResponse<String> answer = thief.postFrom(
                "198.51.100.7", "/sign-in", Map.of("name", name.value(), "password", RIGHT, "_csrf", token));
        assertThat(Visit.location(answer)).isEqualTo("/sign-in?refused=wrong");
    }

    @Test
    void wrongPasswordsAtOtherDoorsLockThePage() {
        AccountName name = server.user("elsewhere@example.si", Role.AUDITOR).name();
        lock(name);
        assertThat(Visit.location(Visit.to(server).signIn(name.value(), RIGHT))).isEqualTo("/sign-in?refused=wrong");
    }

    @Test
    void guessesElsewhereKeepAnAdministratorOutOfNewPlacesOnly() {
        AccountName name = server.administrator("tjaša", Role.AUDITOR).name();
        Visit.signedIn(server, name.value());
        lock(name);
        assertThat(Visit.signedIn(server, name.value()).get("/users").body()).contains(">Auditor<");
        AccountName other = server.administrator("urška", Role.AUDITOR).name();
        lock(other);
        assertThat(Visit.location(Visit.to(server).signIn(other.value(), RIGHT)))
                .isEqualTo("/sign-in?refused=wrong");
    }

    @Test
    void aWrongPresentPasswordOnThePageOfTheOwnPasswordCountsLikeASignIn() {
        AccountName name = server.user("present@example.si", Role.AUDITOR).name();
        Visit thief = Visit.signedIn(server, name.value());
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> wrong = thief.post(
                    "/account/password",
                    Map.of(
                            "present",
                            "wrong password " + i,
                            "chosen",
                            "novo geslo 9173 voda",
                            "repeated",
                            "novo geslo 9173 voda"),
                    "/account/password");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("The present password is wrong");
        }
        assertThat(server.part(SignIns.class).lockouts(name, server.now())).isNotEmpty();
    }

    private record Answer(int status, String location, List<String> cookies, String body, String page) {}

    private Answer answer(String name, String password) {
        Visit visit = Visit.to(server);
        HttpResponse<String> answer = visit.signIn(name, password);
        String page = visit.get(Visit.location(answer)).body().replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
        return new Answer(
                answer.statusCode(),
                Visit.location(answer),
                answer.headers().allValues("Set-Cookie"),
                answer.body(),
                page);
    }

    private void lock(AccountName account) {
        SignIns signIns = server.part(SignIns.class);
        for (int i = 0; i < 10; i++) {
            SignInAttempt attempt =
                    new SignInAttempt(account, new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(i));
            if (signIns.begin(attempt, server.now()) instanceof Admission.Admitted) {
                signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
            }
        }
    }
}
