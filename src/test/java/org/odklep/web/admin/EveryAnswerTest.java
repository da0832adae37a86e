package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;

/** What every answer forbids a browser, and where it may send it: every page, every form, every error. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryAnswerTest {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
                    + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** A redirect of ours: a path, which no browser takes for another host. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[!-~]*");

    /** What leads elsewhere when somebody takes it for a path. */
    private static final List<String> ELSEWHERE = List.of(
            "//evil.example",
            "https://evil.example/",
            "https:evil.example",
            "/%5Cevil.example",
            "/%09/evil.example",
            "%0D%0ALocation:%20https://evil.example",
            "%2F%2Fevil.example",
            "/users%0D%0ASet-Cookie:%20odklep=x",
            "/users/..//evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "%E2%80%AE//evil.example");

    /** Names by which pages and their neighbours know where to go on. */
    private static final List<String> NAMES =
            List.of("next", "back", "url", "return", "returnTo", "redirect", "redirect_uri", "continue", "target");

    private Estate estate;
    private Knock owner;
    private String token;

    @BeforeAll
    void start() {
        estate = new Estate();
        owner = estate.as(Role.GLOBAL_ADMINISTRATOR);
        token = owner.token();
    }

    @AfterAll
    void stop() {
        estate.close();
    }

    @TestFactory
    Stream<DynamicTest> pagesForbidFramesForeignContentAndKeepingThem() {
        return reads().map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
            HttpResponse<String> page = owner.get(line.address(things(line)));
            assertProtected(page);
            assertHoldsNothingInline(page.body());
        }));
    }

    /** Forms are sent incomplete, so that each answers with itself or with an error. */
    @TestFactory
    Stream<DynamicTest> answersToFormsDoSoToo() {
        return AccessTable.lines().stream()
                .filter(line -> !line.isRead() && !line.path().equals("/sign-out"))
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    String path = line.address(things(line));
                    for (String form : List.of("_csrf=" + token, "_csrf=wrong", "_csrf=" + token + "&reason=%00")) {
                        HttpResponse<String> answer = owner.send("POST", path, form, Map.of());
                        assertThat(answer.statusCode()).isLessThan(500);
                        assertProtected(answer);
                        assertHoldsNothingInline(answer.body());
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/nowhere/%3Cscript%3E",
                "/error",
                "/users/sign-out",
                "/users/unknown",
                "/audit?before=soon",
                "/users?after=garbage",
                "/security/sign-ins?after=garbage",
                "/security//restricted-entities",
                "/users/a;b=c",
                "/css/nothing.css",
                "/webjars/../application.yaml",
                "/security/restricted-entities?status=all&status=active"
            })
    void errorsDoSoToo(String path) {
        for (Knock who : List.of(owner, estate.as(Role.AUDITOR), Knock.ofNobody(estate.server()))) {
            HttpResponse<String> answer = who.get(path);
            assertThat(answer.statusCode()).isIn(302, 400, 403, 404, 405);
            assertProtected(answer);
            assertHoldsNothingInline(answer.body());
            assertThat(answer.body()).doesNotContain("<script>", "Exception", "at org.", "Tomcat", "Spring");
        }
    }

    @Test
    void aFaultAndALostStoreDoSoToo() {
        try {
            estate.server().takeStoreAway(true);
            HttpResponse<String> away = owner.get("/users");
            assertThat(away.statusCode()).isEqualTo(503);
            assertProtected(away);
            assertHoldsNothingInline(away.body());
        } finally {
            estate.server().takeStoreAway(false);
        }
    }

    @Test
    void theFirstPageOfANewServerDoesSoToo() {
        try (RunningServer fresh = RunningServer.start()) {
            Knock nobody = Knock.ofNobody(fresh);
            for (String path : List.of("/", "/set-up", "/sign-in", "/sign-in/code", "/nowhere")) {
                HttpResponse<String> answer = nobody.get(path);
                assertThat(answer.statusCode()).isIn(200, 302);
                assertProtected(answer);
                assertHoldsNothingInline(answer.body());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingThatIsReadLeadsElsewhere() {
        return reads().map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
            String address = line.address(things(line));
            for (String value : ELSEWHERE) {
                String query = (address.contains("?") ? "&" : "?") + everyName(value, address);
                assertStaysHere(owner.get(address + query));
                assertStaysHere(owner.get(address + query + "&lang=sl"));
                assertStaysHere(owner.get(address + query + "&theme=dark"));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> noFormLeadsElsewhere() {
        return AccessTable.lines().stream()
                .filter(line -> !line.isRead() && line.thing().equals("own")
                        || line.thing().equals("-"))
                .filter(line -> !line.isRead())
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    for (String value : ELSEWHERE) {
                        Estate.Things things = things(line);
                        String address = line.address(things);
                        String form = line.form(things, token);
                        HttpResponse<String> answer = owner.send(
                                "POST",
                                address,
                                form + "&" + everyName(value, form),
                                Map.of("Referer", "https://evil.example/", "HX-Target", "panel-body"));
                        assertStaysHere(answer);
                    }
                }));
    }

    @Test
    void aForeignPathIsNoPlaceToComeBackToAfterTheProof() {
        for (String value : ELSEWHERE) {
            Knock who = estate.as(Role.GLOBAL_ADMINISTRATOR);
            HttpResponse<String> answer =
                    who.post("/account/proof", "proof=correct+horse+battery+staple&next=" + value);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(Visit.location(answer)).isEqualTo("/account");
        }
    }

    /** Addresses that browsers read as another host never come as far as a redirect. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "//evil.example/%2e%2e",
                "/%5cevil.example/",
                "/%2fevil.example/",
                "/;/evil.example"
            })
    void anAddressThatIsAnotherHostIsNotSentBack(String path) {
        for (String choice : List.of("?lang=sl", "?theme=dark", "")) {
            HttpResponse<String> answer = owner.get(path + choice);
            assertThat(answer.statusCode()).isIn(400, 404);
            assertThat(Visit.location(answer)).isEmpty();
        }
    }

    private Stream<AccessTable.Line> reads() {
        return AccessTable.lines().stream().filter(AccessTable.Line::isRead);
    }

    private Estate.Things things(AccessTable.Line line) {
        return estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
    }

    /** Only names that the line does not use itself: what stands twice is refused before it is looked at. */
    private static String everyName(String value, String used) {
        StringBuilder fields = new StringBuilder("x=1");
        NAMES.stream()
                .filter(name -> !used.contains(name + "="))
                .forEach(name -> fields.append('&').append(name).append('=').append(value));
        return fields.toString();
    }

    private static void assertStaysHere(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isLessThan(500);
        for (String header : List.of("Location", "HX-Redirect", "HX-Location", "Refresh", "Content-Location")) {
            assertThat(answer.headers().allValues(header))
                    .as(header)
                    .allMatch(at -> OWN_PATH.matcher(at).matches());
        }
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("odklep=x"));
        assertThat(answer.body())
                .doesNotContain(
                        "href=\"//evil", "href=\"https:", "href=\"javascript:", "href=\"data:", "action=\"//evil")
                .doesNotContain("action=\"https:", "action=\"javascript:");
    }

    private static void assertProtected(HttpResponse<String> answer) {
        Map<String, List<String>> headers = answer.headers().map();
        assertThat(headers.get("Content-Security-Policy")).containsExactly(POLICY);
        assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.get("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.get("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
        assertThat(headers.get("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
        assertThat(headers.get("Cache-Control")).first().asString().contains("no-store");
        assertThat(headers).doesNotContainKeys("Server", "X-Powered-By", "Access-Control-Allow-Origin");
        if (!answer.body().isEmpty()) {
            assertThat(headers.get("Content-Type"))
                    .first()
                    .asString()
                    .matches("(text/(html|csv|event-stream)|application/json).*");
        }
    }

    private static void assertHoldsNothingInline(String page) {
        assertThat(page)
                .doesNotContainPattern("<script(?![^>]* src=\"/)")
                .doesNotContainPattern("<[^>]*\\s(style|on[a-z]+)=")
                .doesNotContainPattern("<(style|iframe|object|embed|base)\\b")
                .doesNotContainPattern("(src|href|action)=\"(https?:|//|javascript:|data:text)");
    }
}
