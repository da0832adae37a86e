package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignIns;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.admin.HostileProvider.Asked;
import org.odklep.web.admin.HostileProvider.Signature;

/** Signing in through a provider below the level of a browser: who comes in, and which attacks do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdPagesTest {
    private static final Actor OWNER = new Actor("owner", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
    private static final String LEAVE = "/sign-in/openid";
    private static final String TRIP = "odklep-openid";
    private static final String ANA = "ana@example.si";

    private final HostileProvider provider = new HostileProvider();
    private RunningServer server;

    @BeforeAll
    void start() {
        server = RunningServer.start(provider.settings("--odklep.web.openid.second-factor=mfa,urn:strong"));
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.user(ANA, Role.SECURITY_ADMINISTRATOR);
    }

    @AfterAll
    void stop() {
        try (provider) {
            server.close();
        }
    }

    private static Consumer<JWTClaimsSet.Builder> mail(String address) {
        return claims -> claims.claim("email", address).claim("email_verified", true);
    }

    private static Asked leave(Visit visit) {
        return Asked.of(Visit.location(visit.get(LEAVE)));
    }

    private HttpResponse<String> comeBack(Visit visit, Consumer<JWTClaimsSet.Builder> claims, Signature signature) {
        Asked asked = leave(visit);
        return visit.get(HostileProvider.back(provider.code(asked, claims, signature), asked.get("state")));
    }

    private HttpResponse<String> comeBack(Visit visit, Consumer<JWTClaimsSet.Builder> claims) {
        return comeBack(visit, claims, Signature.RIGHT);
    }

    private static void assertRefused(HttpResponse<String> answer, Visit visit, String why) {
        assertThat(Visit.location(answer)).isEqualTo("/sign-in?refused=openid." + why);
        assertThat(visit.cookie("odklep")).isEmpty();
        assertThat(visit.cookie(TRIP)).isEmpty();
        assertThat(Visit.location(visit.get("/users"))).startsWith("/sign-in");
    }

    private List<SignInRecord> log(String name) {
        server.flushSignIns();
        return server.part(SignInLog.class)
                .list(new SignInLog.Query(Optional.of(AccountName.of(name)), Optional.empty(), Optional.empty(), 100));
    }

    @Test
    void withoutSettingsThereIsNeitherButtonNorAnythingBehindIt() {
        try (RunningServer plain = RunningServer.start()) {
            plain.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
            Visit visit = Visit.to(plain);
            assertThat(visit.get("/sign-in").body()).doesNotContain(LEAVE);
            assertThat(visit.get(LEAVE).statusCode()).isEqualTo(404);
            assertThat(visit.get(LEAVE + "/back?code=a&state=b").statusCode()).isEqualTo(404);
            assertThat(visit.get("/sign-in?refused=openid.away").body()).contains("Name or password is wrong");
        }
    }

    @Test
    void theButtonLeadsToTheProviderWithStateNonceAndChallenge() {
        Visit visit = Visit.to(server);
        assertThat(visit.get("/sign-in").body()).contains("Sign in with Town &lt;Hall&gt;", "href=\"" + LEAVE + "\"");
        HttpResponse<String> answer = visit.get(LEAVE);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Visit.location(answer)).startsWith(provider.issuer() + "/sign-in?");
        Asked asked = Asked.of(Visit.location(answer));
        assertThat(asked.get("redirect_uri")).isEqualTo("http://127.0.0.1:1/sign-in/openid/back");
        assertThat(asked.get("code_challenge_method")).isEqualTo("S256");
        assertThat(asked.get("response_type")).isEqualTo("code");
        assertThat(asked.get("client_id")).isEqualTo(HostileProvider.CLIENT);
        assertThat(List.of(asked.get("state"), asked.get("nonce"), asked.get("code_challenge")))
                .doesNotHaveDuplicates()
                .allMatch(each -> each.length() == 43);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith(TRIP))
                .singleElement()
                .asString()
                .contains("Path=/sign-in/openid", "HttpOnly", "SameSite=Lax", "Max-Age=600");
        assertThat(leave(visit).parameters()).doesNotContainEntry("state", asked.get("state"));
    }

    @Test
    void whomTheProviderNamesComesInWithASecretOfTheSessionsOwn() {
        Visit visit = Visit.to(server);
        visit.setCookie("odklep", "A".repeat(43));
        HttpResponse<String> answer = comeBack(visit, mail("ANA@Example.SI"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Refresh")).contains("0;url=/");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("odklep="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Strict")
                .doesNotContain("A".repeat(43));
        assertThat(visit.cookie(TRIP)).isEmpty();
        assertThat(visit.get("/users").body()).contains(ANA);
        assertThat(visit.get("/account").body()).contains("This browser");
        assertThat(Visit.location(visit.get(LEAVE))).isEqualTo("/");
        assertThat(log(ANA))
                .filteredOn(attempt -> attempt.kind() == ClientKind.OPENID)
                .extracting(SignInRecord::code)
                .contains(SignInCode.SUCCESS);
    }

    @Test
    void anAliasIsItsUser() {
        Visit visit = Visit.to(server);
        comeBack(visit, mail("alias." + ANA));
        assertThat(visit.get("/account").body()).contains(ANA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://elsewhere.example/", "//elsewhere.example/users", "/\\elsewhere.example", "javascript:1"
            })
    void nobodyIsLedToAPageOfSomebodyElse(String next) {
        Visit visit = Visit.to(server);
        Asked asked =
                Asked.of(Visit.location(visit.get(LEAVE + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))));
        HttpResponse<String> answer =
                visit.get(HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state")));
        assertThat(answer.headers().firstValue("Refresh")).contains("0;url=/");
    }

    @Test
    void whoAskedForAPageArrivesThere() {
        Visit visit = Visit.to(server);
        assertThat(visit.get("/sign-in?next=%2Fusers%3Fsearch%3Dana").body())
                .contains(LEAVE + "?next=/users?search%3Dana");
        Asked asked = Asked.of(Visit.location(visit.get(LEAVE + "?next=%2Fusers%3Fsearch%3Dana")));
        HttpResponse<String> answer =
                visit.get(HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state")));
        assertThat(answer.headers().firstValue("Refresh")).contains("0;url=/users?search=ana");

        Visit stranger = Visit.to(server);
        Asked again = Asked.of(Visit.location(stranger.get(LEAVE + "?next=%2Fusers%3Fsearch%3Dana")));
        String back = HostileProvider.back(provider.code(again, mail("stranger@example.si")), again.get("state"));
        assertThat(Visit.location(stranger.get(back)))
                .isEqualTo("/sign-in?refused=openid.unknown&next=%2Fusers%3Fsearch%3Dana");
    }

    @Test
    void aForgedOrMissingStateIsRefused() {
        for (String state : List.of("", "forged", "A".repeat(43))) {
            Visit visit = Visit.to(server);
            Asked asked = leave(visit);
            assertRefused(visit.get(HostileProvider.back(provider.code(asked, mail(ANA)), state)), visit, "stale");
        }
    }

    @Test
    void theStateOfAnotherBrowserIsRefused() {
        Visit attacker = Visit.to(server);
        Asked asked = leave(attacker);
        String back = HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state"));
        Visit victim = Visit.to(server);
        assertRefused(victim.get(back), victim, "stale");
        Visit busy = Visit.to(server);
        leave(busy);
        assertRefused(busy.get(back), busy, "stale");
    }

    @Test
    void theCodeOfAnotherBrowserIsRefused() {
        Asked attackers = leave(Visit.to(server));
        String code = provider.code(attackers, mail(ANA));
        Visit victim = Visit.to(server);
        Asked asked = leave(victim);
        assertRefused(victim.get(HostileProvider.back(code, asked.get("state"))), victim, "unproven");
    }

    @Test
    void aWayIsGoneOnceEvenWithAnotherCode() {
        Visit visit = Visit.to(server);
        Asked asked = leave(visit);
        String trip = visit.cookie(TRIP).map(HttpCookie::getValue).orElseThrow();
        visit.get(HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state")));
        Visit again = Visit.to(server);
        again.setCookie(TRIP, trip);
        String back = HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state"));
        assertThat(Visit.location(again.get(back))).isEqualTo("/sign-in?refused=openid.stale");
        assertThat(again.cookie("odklep")).isEmpty();
    }

    @Test
    void aWayThatTookTooLongOrWasTamperedWithIsRefused() {
        Visit slow = Visit.to(server);
        Asked asked = leave(slow);
        server.advance(Duration.ofMinutes(10));
        assertRefused(
                slow.get(HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state"))), slow, "stale");

        Visit patient = Visit.to(server);
        Asked another = leave(patient);
        server.advance(Duration.ofMinutes(10));
        String trip = patient.cookie(TRIP).map(HttpCookie::getValue).orElseThrow();
        String[] parts = trip.split("\\.", -1);
        for (String forged : List.of(
                String.join(".", parts[0], Long.toString(Long.parseLong(parts[1]) + 3_600_000), parts[2], parts[3]),
                parts[0],
                "...",
                ".",
                "x".repeat(3000))) {
            Visit forger = Visit.to(server);
            forger.setCookie(TRIP, forged);
            String back = HostileProvider.back(provider.code(another, mail(ANA)), another.get("state"));
            assertThat(Visit.location(forger.get(back))).as(forged).isEqualTo("/sign-in?refused=openid.stale");
        }
    }

    static Stream<Arguments> lies() {
        Instant past = Instant.now().minusSeconds(3600);
        return Stream.of(
                lie("another nonce", claims -> claims.claim("nonce", "forged")),
                lie("no nonce", claims -> claims.claim("nonce", null)),
                lie("another audience", claims -> claims.audience("somebody-else")),
                lie("no audience", claims -> claims.audience((String) null)),
                lie("two audiences and no azp", claims -> claims.audience(List.of(HostileProvider.CLIENT, "other"))),
                lie("for another party", claims -> claims.claim("azp", "somebody-else")),
                lie("another issuer", claims -> claims.issuer("https://accounts.example.com")),
                lie("no issuer", claims -> claims.issuer(null)),
                lie(
                        "over",
                        claims -> claims.issueTime(Date.from(past)).expirationTime(Date.from(past.plusSeconds(300)))),
                lie("without an end", claims -> claims.expirationTime(null)),
                lie(
                        "of tomorrow",
                        claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(86_400)))),
                lie("nobody", claims -> claims.subject(null)));
    }

    private static Arguments lie(String what, Consumer<JWTClaimsSet.Builder> lie) {
        return Arguments.of(what, lie);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aTokenThatIsNotForUsNowIsRefused(String what, Consumer<JWTClaimsSet.Builder> lie) {
        Visit visit = Visit.to(server);
        assertRefused(comeBack(visit, mail(ANA).andThen(lie)), visit, "unproven");
    }

    @ParameterizedTest
    @EnumSource(value = Signature.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void aTokenThatTheProviderDidNotSignIsRefused(Signature signature) {
        Visit visit = Visit.to(server);
        assertRefused(comeBack(visit, mail(ANA), signature), visit, "unproven");
    }

    @Test
    void anAnswerOfAnotherIssuerIsRefused() {
        Visit visit = Visit.to(server);
        Asked asked = leave(visit);
        String back = HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state"));
        assertRefused(visit.get(back + "&iss=https%3A%2F%2Fother.example"), visit, "unproven");
    }

    @Test
    void aCodeThatStandsTwiceIsRefused() {
        Visit visit = Visit.to(server);
        Asked asked = leave(visit);
        String back = HostileProvider.back(provider.code(asked, mail(ANA)), asked.get("state"));
        assertThat(visit.get(back + "&code=other").statusCode()).isEqualTo(400);
        assertThat(visit.cookie("odklep")).isEmpty();
    }

    @Test
    void anAddressThatTheProviderDidNotVerifyIsRefused() {
        for (Object verified : new Object[] {false, "true", 1}) {
            Visit visit = Visit.to(server);
            assertRefused(
                    comeBack(visit, claims -> claims.claim("email", ANA).claim("email_verified", verified)),
                    visit,
                    "unverified");
        }
        Visit visit = Visit.to(server);
        assertRefused(comeBack(visit, claims -> claims.claim("email", ANA)), visit, "unverified");
        assertThat(log(ANA)).extracting(SignInRecord::code).contains(SignInCode.NOT_VOUCHED_FOR);
    }

    @Test
    void whoIsNoUserIsRefusedAndNoAccountIsMade() {
        for (String name :
                List.of("nobody@example.si", "ａna@example.si", "vera", "vera@example.si", "ana@example.com")) {
            Visit visit = Visit.to(server);
            assertRefused(comeBack(visit, mail(name)), visit, "unknown");
        }
        for (String name : List.of(" ana@example.si", "a\u200bna@example.si", "x".repeat(400), "a\r\nb@example.si")) {
            Visit visit = Visit.to(server);
            assertRefused(comeBack(visit, mail(name)), visit, "unknown");
        }
        assertThat(log("nobody@example.si")).extracting(SignInRecord::code).containsOnly(SignInCode.UNKNOWN_ACCOUNT);
        Visit visit = Visit.to(server);
        assertRefused(comeBack(visit, claims -> claims.claim("email_verified", true)), visit, "nameless");
    }

    @Test
    void whoIsBlockedHasToChangeThePasswordOrHasNoRoleIsToldSo() {
        User blocked = server.user("blocked@example.si", Role.AUDITOR);
        server.part(Users.class).blockSignIn(blocked.id(), Reason.of("Gone."), OWNER, server.now());
        server.userWhoMustChange("reset@example.si", Role.AUDITOR);
        server.user("norole@example.si");
        Visit visit = Visit.to(server);
        assertRefused(comeBack(visit, mail("blocked@example.si")), visit, "blocked");
        assertRefused(comeBack(visit, mail("reset@example.si")), visit, "password");
        assertRefused(comeBack(visit, mail("norole@example.si")), visit, "role");
        assertThat(log("blocked@example.si")).extracting(SignInRecord::code).containsOnly(SignInCode.SIGN_IN_BLOCKED);
        assertThat(log("reset@example.si"))
                .extracting(SignInRecord::code)
                .containsOnly(SignInCode.PASSWORD_MUST_CHANGE);
        assertThat(visit.get("/sign-in?refused=openid.password").body())
                .contains("Town &lt;Hall&gt; knows you", "needs a new password first");
        assertThat(visit.preferring("sl").get("/sign-in?refused=openid.blocked").body())
                .contains("skrbnik to prijavo blokiral");
    }

    @Test
    void aLockoutOfPasswordsNeitherHoldsNorEnds() {
        AccountName name = server.user("guessed@example.si", Role.AUDITOR).name();
        for (int i = 0; i < 10; i++) {
            SignInAttempt attempt =
                    new SignInAttempt(name, new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(i));
            server.part(SignIns.class).begin(attempt, server.now());
            server.part(SignIns.class).failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
        }
        Visit visit = Visit.to(server);
        assertThat(comeBack(visit, mail(name.value())).statusCode()).isEqualTo(200);
        assertThat(server.part(SignIns.class).lockouts(name, server.now())).isNotEmpty();
        assertThat(server.part(SignInJournal.class).dropped()).isZero();
    }

    @Test
    void aBlockEndsTheSession() {
        User user = server.user("later@example.si", Role.AUDITOR);
        Visit visit = Visit.to(server);
        comeBack(visit, mail("later@example.si"));
        assertThat(visit.get("/users").statusCode()).isEqualTo(200);
        server.part(Users.class).blockSignIn(user.id(), Reason.of("Gone."), OWNER, server.now());
        assertThat(Visit.location(visit.get("/users"))).startsWith("/sign-in");
    }

    @Test
    void whatTheProviderSaysOfAnErrorStandsOnNoPage() {
        Visit visit = Visit.to(server);
        String error = "&error_description=%3Cb%3Ecall+555%3C%2Fb%3E&error_uri=https%3A%2F%2Fevil.example";
        String cancelled = LEAVE + "/back?error=access_denied" + error + "&state=";
        assertRefused(visit.get(cancelled + leave(visit).get("state")), visit, "cancelled");
        assertThat(visit.get("/sign-in?refused=openid.cancelled").body())
                .contains("was not completed")
                .doesNotContain("555", "evil");
        String fault = LEAVE + "/back?error=%3Cb%3E%0Aserver" + error + "&state=";
        assertRefused(visit.get(fault + leave(visit).get("state")), visit, "unproven");
        assertRefused(visit.get(cancelled + "forged"), visit, "stale");
        assertThat(visit.get("/sign-in?refused=openid.evil").body()).contains("Name or password is wrong");
    }

    @Test
    void otherPeoplesPagesSendNobodyToSignIn() {
        Visit visit = Visit.to(server);
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(Visit.location(visit.get(LEAVE, "Sec-Fetch-Site", site))).isEqualTo("/sign-in");
        }
        assertThat(visit.cookie(TRIP)).isEmpty();
    }

    @Test
    void aNewKeyOfTheProviderIsFetched() {
        assertThat(comeBack(Visit.to(server), mail(ANA)).statusCode()).isEqualTo(200);
        provider.changeKey();
        assertThat(comeBack(Visit.to(server), mail(ANA)).statusCode()).isEqualTo(200);
        provider.changeKey();
        assertThat(comeBack(Visit.to(server), mail(ANA)).statusCode()).isEqualTo(200);
    }

    @Test
    void aProviderThatIsAwayOrSaysItIsAnotherIsToldOfAndAskedAgain() {
        try (HostileProvider other = new HostileProvider()) {
            other.goAway();
            try (RunningServer early = RunningServer.start(other.settings())) {
                early.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
                early.user(ANA, Role.AUDITOR);
                Visit visit = Visit.to(early);
                assertRefused(visit.get(LEAVE), visit, "away");
                assertThat(visit.get("/sign-in?refused=openid.away").body())
                        .contains("Town &lt;Hall&gt; cannot be reached at this moment");
                other.comeBack();
                other.describeAs(otherIssuer());
                assertRefused(visit.get(LEAVE), visit, "away");
                other.describeAs("<html>");
                assertRefused(visit.get(LEAVE), visit, "away");
                other.describeAs("");
                Asked asked = leave(visit);
                String back = HostileProvider.back(other.code(asked, mail(ANA)), asked.get("state"));
                other.goAway();
                assertRefused(visit.get(back), visit, "away");
                other.comeBack();
                Asked again = leave(visit);
                assertThat(visit.get(HostileProvider.back(other.code(again, mail(ANA)), again.get("state")))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static String otherIssuer() {
        return """
                {"issuer": "https://other.example", "authorization_endpoint": "https://other.example/a",
                 "token_endpoint": "https://other.example/t", "jwks_uri": "https://other.example/k",
                 "subject_types_supported": ["public"], "response_types_supported": ["code"],
                 "id_token_signing_alg_values_supported": ["RS256"]}
                """;
    }

    @Test
    void ourSecondFactorIsAskedForUnlessTheProviderSaysThatItAsked() {
        try (RunningServer strict = RunningServer.start(provider.settings(
                "--odklep.web.openid.second-factor=mfa,urn:strong",
                "--odklep.web.openid.user-claim=preferred_username",
                "--odklep.web.second-factor-roles=auditor"))) {
            strict.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
            strict.user(ANA, Role.AUDITOR);
            Consumer<JWTClaimsSet.Builder> ana = claims -> claims.claim("preferred_username", "Ana");
            assertThat(firstPage(strict, ana)).isEqualTo("/account/second-factor");
            assertThat(firstPage(strict, ana.andThen(claims -> claims.claim("amr", List.of("pwd")))))
                    .isEqualTo("/account/second-factor");
            assertThat(firstPage(strict, ana.andThen(claims -> claims.claim("amr", List.of("pwd", "mfa")))))
                    .isEmpty();
            assertThat(firstPage(strict, ana.andThen(claims -> claims.claim("acr", "urn:strong"))))
                    .isEmpty();
        }
    }

    private String firstPage(RunningServer at, Consumer<JWTClaimsSet.Builder> claims) {
        Visit visit = Visit.to(at);
        assertThat(comeBack(visit, claims).statusCode()).isEqualTo(200);
        return Visit.location(visit.get("/"));
    }

    @Test
    void beforeSomethingDangerousASignInOfLongAgoIsNotEnough() {
        server.user("boss@example.si", Role.GLOBAL_ADMINISTRATOR);
        assertThat(dangerous(claims -> {})).contains("name=\"proof\"");
        assertThat(dangerous(claims -> claims.claim(
                        "auth_time", server.now().minusSeconds(3600).getEpochSecond())))
                .contains("name=\"proof\"");
        assertThat(dangerous(claims -> claims.claim("auth_time", server.now().getEpochSecond())))
                .doesNotContain("name=\"proof\"");
    }

    private String dangerous(Consumer<JWTClaimsSet.Builder> claims) {
        Visit visit = Visit.to(server);
        comeBack(visit, mail("boss@example.si").andThen(claims));
        return visit.get("/settings/administrators/new").body();
    }
}
