package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Actor;
import org.odklep.account.AdministratorRegister;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.lock.SendingRestriction;

/** What protects a session and the pages, asked below the level of a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {
    private static final String LIST = "/security/restricted-entities";
    private static final String SESSION = "odklep";

    private RunningServer server;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("ana", Role.SECURITY_ADMINISTRATOR);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                LIST,
                LIST + "/4T0K1M9Z",
                "/security/alerts",
                "/policies/outbound",
                "/audit",
                "/nowhere",
                "/error"
            })
    void nothingIsShownToWhoIsNotSignedIn(String path) {
        HttpResponse<String> answer = Visit.to(server).get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(Visit.location(answer)).startsWith("/sign-in");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whatStandsTwiceIsRefusedAndNamed() {
        Visit visitor = Visit.to(server);
        visitor.signIn("ana", RunningServer.PASSWORD.reveal());
        HttpResponse<String> twice = visitor.get(LIST + "?status=all&status=active");

        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.body()).contains("status stands in this request twice");
        assertThat(visitor.get(LIST + "?status=all").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "password", "_csrf"})
    void nobodySignsInWithTwoOfAKind(String twice) {
        Visit visitor = Visit.to(server);
        Map<String, String> right = Map.of("name", "ana", "password", RunningServer.PASSWORD.reveal());
        HttpResponse<String> refused = visitor.post("/sign-in?" + twice + "=x", right, "/sign-in");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Nothing was changed");
        assertThat(visitor.get(LIST).statusCode()).isEqualTo(302);
    }

    @Test
    void aVisitorWhoDoesNotSignInCostsNoSession() {
        Visit visitor = Visit.to(server);
        visitor.get(LIST);
        visitor.get("/sign-in");
        visitor.signIn("ana", "wrong password here");
        assertThat(visitor.cookie(SESSION)).isEmpty();
    }

    @Test
    void theSessionCookieIsForThisSiteAndNotForScripts() {
        Visit visitor = Visit.to(server);
        HttpResponse<String> answer = visitor.signIn("ana", RunningServer.PASSWORD.reveal());
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith(SESSION + "="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Strict")
                .doesNotContain("Domain");
    }

    @Test
    void aSessionThatSomebodyElseChoseIsNotTaken() {
        Visit victim = Visit.to(server);
        victim.setCookie(SESSION, "0123456789ABCDEF0123456789ABCDEF");
        victim.signIn("ana", RunningServer.PASSWORD.reveal());
        assertThat(victim.cookie(SESSION).orElseThrow().getValue()).isNotEqualTo("0123456789ABCDEF0123456789ABCDEF");

        String before = victim.cookie(SESSION).orElseThrow().getValue();
        String token = Visit.token(victim.get(LIST)).orElseThrow();
        victim.postWithToken("/sign-in", Map.of("name", "ana", "password", RunningServer.PASSWORD.reveal()), token);
        assertThat(victim.cookie(SESSION).orElseThrow().getValue()).isNotEqualTo(before);
        Visit thief = Visit.to(server);
        thief.setCookie(SESSION, before);
        assertThat(thief.get(LIST).statusCode()).as("the session of before").isEqualTo(302);
    }

    @Test
    void twoSessionsInOneRequestAreNone() {
        try (Visit ana = Visit.signedIn(server, "ana");
                Visit mallory = Visit.signedIn(server, "ana")) {
            String own = ana.cookie(SESSION).orElseThrow().getValue();
            String planted = mallory.cookie(SESSION).orElseThrow().getValue();
            for (String cookies : List.of(planted + "; odklep=" + own, own + "; odklep=" + planted)) {
                assertThat(new Knock(server, cookies).get(LIST).statusCode()).isEqualTo(302);
            }
            assertThat(new Knock(server, own + "; odklep=" + own).get(LIST).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/sign-out", LIST + "/4T0K1M9Z/release"})
    void aFormWithoutOurTokenChangesNothing(String path) {
        try (Visit ana = Visit.signedIn(server, "ana")) {
            Map<String, String> fields =
                    Map.of("name", "ana", "password", RunningServer.PASSWORD.reveal(), "reason", "x");
            HttpResponse<String> without = ana.postWithoutToken(path, fields);
            assertThat(without.statusCode()).isEqualTo(403);
            assertThat(without.body()).contains("This page was out of date");
            assertThat(ana.postWithToken(path, fields, "guessed").statusCode()).isEqualTo(403);
            assertThat(ana.get(LIST).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTokenOfAnotherSessionIsNotTaken() {
        try (Visit ana = Visit.signedIn(server, "ana");
                Visit mallory = Visit.signedIn(server, "ana")) {
            String token = Visit.token(mallory.get(LIST)).orElseThrow();
            assertThat(ana.postWithToken("/sign-out", Map.of(), token).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void signingOutEndsTheSession() {
        Visit ana = Visit.signedIn(server, "ana");
        String session = ana.cookie(SESSION).orElseThrow().getValue();
        assertThat(Visit.location(ana.post("/sign-out", Map.of(), LIST))).isEqualTo("/sign-in?signedOut");

        Visit thief = Visit.to(server);
        thief.setCookie(SESSION, session);
        assertThat(Visit.location(thief.get(LIST))).startsWith("/sign-in");
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusyItIs() {
        Visit ana = Visit.signedIn(server, "ana");
        for (int minutes = 0; minutes < 12 * 60; minutes += 20) {
            assertThat(ana.get(LIST).statusCode()).as(minutes + " minutes").isEqualTo(200);
            server.advance(Duration.ofMinutes(20));
        }
        assertThat(Visit.location(ana.get(LIST))).startsWith("/sign-in");
    }

    @Test
    void aSessionEndsAfterHalfAnHourWithoutARequest() {
        Visit ana = Visit.signedIn(server, "ana");
        server.advance(Duration.ofMinutes(29));
        assertThat(ana.get(LIST).statusCode()).isEqualTo(200);
        server.advance(Duration.ofMinutes(29));
        assertThat(ana.get(LIST).statusCode()).isEqualTo(200);
        server.advance(Duration.ofMinutes(30));
        assertThat(Visit.location(ana.get(LIST))).startsWith("/sign-in");
    }

    @Test
    void afterTenWrongPasswordsTheNextAttemptHasToWait() {
        server.administrator("bojan", Role.AUDITOR);
        Visit guesser = Visit.to(server);
        for (int i = 0; i < 10; i++) {
            assertThat(Visit.location(guesser.signIn("bojan", "wrong password " + i)))
                    .isEqualTo("/sign-in?refused=wrong");
        }
        String refused = Visit.location(guesser.signIn("bojan", RunningServer.PASSWORD.reveal()));
        assertThat(refused).isEqualTo("/sign-in?refused=wrong");
        assertThat(guesser.get(refused).body()).contains("even the right password is refused for a while");
        assertThat(Visit.to(server).preferring("sl").get(refused).body())
                .contains("nekaj časa zavrnjeno tudi pravilno geslo");

        server.advance(Duration.ofMinutes(1));
        assertThat(Visit.location(guesser.signIn("bojan", RunningServer.PASSWORD.reveal())))
                .isEqualTo("/");
    }

    @Test
    void whoWasSentToSignInComesBackToThePage() {
        Visit visitor = Visit.to(server);
        String toSignIn = Visit.location(visitor.get("/audit?target=a%26b@example.si"));
        String field = visitor.get(toSignIn).body();
        assertThat(field).contains("name=\"next\" value=\"/audit?target=a%26b@example.si\"");
        assertThat(Visit.location(signIn(visitor, "/audit?target=a%26b@example.si")))
                .isEqualTo("/audit?target=a%26b@example.si");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "/security\\@evil.example",
                "\\\\evil.example",
                "javascript:alert(1)",
                "/sign-out",
                "/security/\r\nSet-Cookie: x=y",
                "security/",
                " /audit"
            })
    void nobodyIsSentElsewhereAfterSignIn(String next) {
        assertThat(Visit.location(signIn(Visit.to(server), next))).isEqualTo("/");
    }

    @Test
    void choosingALanguageStaysOnThePage() {
        Visit visitor = Visit.to(server);
        HttpResponse<String> chosen = visitor.get("/sign-in?next=%2Faudit&lang=sl");
        assertThat(Visit.location(chosen)).isEqualTo("/sign-in?next=%2Faudit");
        assertThat(chosen.headers().firstValue("Set-Cookie").orElse(""))
                .contains("language=sl", "SameSite=Strict", "HttpOnly");
        assertThat(visitor.get("/sign-in").body()).contains("<html lang=\"sl\">");
        assertThat(visitor.get("/sign-in?lang=xx").statusCode()).isEqualTo(200);
    }

    @Test
    void everyAnswerForbidsFramesForeignContentAndKeepingIt() {
        Visit ana = Visit.signedIn(server, "ana");
        for (String path : new String[] {"/sign-in?refused=wrong", LIST, "/audit", "/nowhere"}) {
            HttpResponse<String> page = ana.get(path);
            assertThat(page.headers().map()).as(path).satisfies(headers -> {
                assertThat(headers.get("Content-Security-Policy"))
                        .containsExactly(
                                "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
                                        + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
                assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
                assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
                assertThat(headers.get("Referrer-Policy")).containsExactly("no-referrer");
                assertThat(headers.get("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
                assertThat(headers.get("Cache-Control")).first().asString().contains("no-store");
                assertThat(headers).doesNotContainKeys("Server", "X-Powered-By");
            });
        }
    }

    @Test
    void pagesHoldNeitherInlineScriptsNorInlineStyles() {
        Visit ana = Visit.signedIn(server, "ana");
        for (String path : new String[] {"/sign-in", LIST, "/policies/outbound", "/audit", "/security/alerts"}) {
            assertThat(ana.get(path).body())
                    .as(path)
                    .doesNotContainPattern("<script(?![^>]* src=)")
                    .doesNotContainPattern("\\sstyle=|<style|\\son[a-z]+=|https?://");
        }
    }

    @Test
    void styleSheetsAreKeptByBrowsers() {
        Visit visitor = Visit.to(server);
        String page = visitor.get("/sign-in").body();
        Pattern.compile("(?:href|src)=\"(/(?:css|webjars|img|js)/[^\"]+)\"")
                .matcher(page)
                .results()
                .forEach(link -> {
                    HttpResponse<String> asset = visitor.get(link.group(1));
                    assertThat(asset.statusCode()).as(link.group(1)).isEqualTo(200);
                    assertThat(asset.headers().firstValue("Cache-Control")).contains("max-age=31536000, public");
                });
    }

    @Test
    void healthAndMetricsAreOpen() {
        assertThat(Visit.to(server).get("/health", "Accept", "*/*").statusCode())
                .isEqualTo(200);
        assertThat(Visit.to(server).get("/metrics", "Accept", "*/*").statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesSayWhenTheDatabaseIsAway() {
        try (Visit ana = Visit.signedIn(server, "ana");
                Visit visitor = Visit.to(server)) {
            String token = Visit.token(visitor.get("/sign-in")).orElseThrow();
            server.takeStoreAway(true);
            HttpResponse<String> page = ana.get(LIST);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("The database cannot be reached", "Restrictions hold and mail goes on");
            assertThat(visitor.postWithToken(
                                    "/sign-in",
                                    Map.of("name", "ana", "password", RunningServer.PASSWORD.reveal()),
                                    token)
                            .statusCode())
                    .isEqualTo(503);
            server.takeStoreAway(false);
            assertThat(ana.get(LIST).statusCode()).isEqualTo(200);
        } finally {
            server.takeStoreAway(false);
        }
    }

    @Test
    void behindHttpsTheSessionIsSentNowhereElse() {
        try (RunningServer behindProxy = RunningServer.start("--odklep.web.base-url=https://odklep.example.si/")) {
            behindProxy.administrator("ana", Role.AUDITOR);
            Visit ana = Visit.to(behindProxy);
            assertThat(ana.get("/sign-in").headers().allValues("Set-Cookie"))
                    .singleElement()
                    .asString()
                    .startsWith("__Host-odklep-visitor=")
                    .contains("Secure", "Path=/;", "HttpOnly", "SameSite=Strict")
                    .doesNotContain("Domain");
            HttpResponse<String> answer = ana.signIn("ana", RunningServer.PASSWORD.reveal());
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .filteredOn(cookie -> cookie.startsWith("__Host-" + SESSION + "="))
                    .singleElement()
                    .asString()
                    .contains("Secure", "Path=/;", "HttpOnly", "SameSite=Strict")
                    .doesNotContain("Domain");
            assertThat(ana.get(LIST).statusCode()).isEqualTo(200);
            Visit neighbour = Visit.to(behindProxy);
            neighbour.setCookie(
                    SESSION, ana.cookie("__Host-" + SESSION).orElseThrow().getValue());
            assertThat(neighbour.get(LIST).statusCode())
                    .as("a cookie that a neighbour in the domain could set")
                    .isEqualTo(302);
            assertThat(behindProxy.output()).contains("Admin page: https://odklep.example.si/");
        }
    }

    @Test
    void aResetOfThePasswordEndsTheSessionsOfThatAdministrator() {
        AdministratorRegister register = server.part(AdministratorRegister.class);
        Actor owner = new Actor("owner", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
        Secret password = Secret.of("a password that nobody guesses");
        AccountName maja = AccountName.of("maja.reset");
        register.add(maja, Role.AUDITOR, Optional.of(password), owner, server.now());
        Visit visit = Visit.to(server);
        visit.signIn("maja.reset", password.reveal());
        assertThat(visit.get(LIST).statusCode()).isEqualTo(200);

        register.resetPassword(maja, Optional.of(password), owner, server.now());

        assertThat(visit.get(LIST).statusCode()).isEqualTo(302);
    }

    @Test
    void nobodySaysThatTheyComeFromSomewhereElse() {
        Visit ana = Visit.signedIn(server, "ana");
        SendingRestriction restriction = new Samples(server).hijacked("proxy@example.si");
        HttpResponse<String> released = ana.postFrom(
                "198.51.100.99",
                LIST + "/" + restriction.id() + "/release",
                Map.of(
                        "reason",
                        "Behind a proxy",
                        "_csrf",
                        Visit.token(ana.get(LIST)).orElseThrow()));
        assertThat(ana.get(Visit.location(released)).body())
                .contains("Behind a proxy")
                .doesNotContain("198.51.100.99");
    }

    @Test
    void errorsHavePagesOfTheirOwnInTheReadersLanguage() {
        Visit ana = Visit.signedIn(server, "ana").preferring("sl");
        HttpResponse<String> missing = ana.get("/nowhere");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body())
                .contains("<html lang=\"sl\">", "Te strani ni")
                .doesNotContain("nowhere");
        HttpResponse<String> method = ana.get(LIST + "/4T0K1M9Z/sessions");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.body()).contains("Ta naslov se ne uporablja tako");
        HttpResponse<String> request = ana.get("/audit?before=soon");
        assertThat(request.statusCode()).isEqualTo(400);
        assertThat(request.body()).contains("Naslov ni razumljiv").doesNotContain("soon", "Exception");
        assertThat(ana.get("/security//restricted-entities").statusCode()).isEqualTo(400);
        assertThat(ana.send("TRACE", "/").statusCode()).isIn(400, 405);
    }

    private static HttpResponse<String> signIn(Visit visitor, String next) {
        return visitor.post(
                "/sign-in",
                Map.of("name", "ana", "password", RunningServer.PASSWORD.reveal(), "next", next),
                "/sign-in");
    }
}
