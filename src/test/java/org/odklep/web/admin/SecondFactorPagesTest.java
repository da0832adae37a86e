package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInProtection;
import org.odklep.signin.factor.Totp;
import org.odklep.user.User;

/** The second factor from set-up to sign-in to loss, below the level of a browser. */
class SecondFactorPagesTest {
    private static final String PATH = "/account/second-factor";
    private static final String CODE = "/sign-in/code";
    private static final Pattern KEY = Pattern.compile("id=\"key\">([A-Z2-7-]+)<");
    private static final Pattern RECOVERY = Pattern.compile("<li><code>([0-9A-Z-]+)</code>");

    private final RunningServer server =
            RunningServer.start("--odklep.web.second-factor-roles=auditor,user-administrator");

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void afterThePasswordNothingIsShownBeforeTheCode() {
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        byte[] key = setUp(Visit.signedIn(server, "ana"));
        server.advance(Duration.ofMinutes(1));

        Visit visit = Visit.to(server);
        signIn(visit, "ana");
        for (String path : List.of("/", "/users", "/account", PATH, "/account/password", "/audit", "/nowhere")) {
            HttpResponse<String> answer = visit.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(Visit.location(answer)).as(path).startsWith(CODE);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(visit.post(PATH + "/remove", Map.of(), CODE).statusCode()).isEqualTo(302);
        assertThat(visit.post("/account/sessions", Map.of(), CODE).statusCode()).isEqualTo(302);
        String half = visit.cookie("odklep").orElseThrow().getValue();

        assertThat(visit.post(CODE, Map.of("code", "000000"), CODE).statusCode())
                .isEqualTo(422);
        HttpResponse<String> right = visit.post(CODE, Map.of("code", code(key), "next", "/audit"), CODE);
        assertThat(Visit.location(right)).isEqualTo("/audit");
        assertThat(visit.get("/audit").statusCode()).isEqualTo(200);
        assertThat(visit.cookie("odklep").orElseThrow().getValue())
                .as("a new secret")
                .isNotEqualTo(half);
        Visit thief = Visit.to(server);
        thief.setCookie("odklep", half);
        assertThat(Visit.location(thief.get("/audit")))
                .as("the secret of before")
                .startsWith("/sign-in?");
    }

    @Test
    void theSignInLogTellsThePasswordFromTheSecondFactor() {
        User ana = server.user("ana@example.si", Role.HELPDESK_ADMINISTRATOR);
        byte[] key = setUp(Visit.signedIn(server, "ana@example.si"));
        server.advance(Duration.ofMinutes(1));
        Instant before = server.stored(ana).times().lastSignIn().orElseThrow();
        Visit visit = Visit.to(server);
        signIn(visit, "ana@example.si");
        server.advance(Duration.ofMinutes(1));
        visit.post(CODE, Map.of("code", "000000"), CODE);
        assertThat(server.stored(ana).times().lastSignIn()).contains(before);
        server.advance(Duration.ofMinutes(1));
        visit.post(CODE, Map.of("code", code(key)), CODE);

        server.flushSignIns();
        assertThat(server.part(SignInLog.class)
                        .list(new SignInLog.Query(Optional.of(ana.name()), Optional.empty(), Optional.empty(), 3)))
                .extracting(attempt -> attempt.code().number())
                .containsExactly(0, 500121, 50074);
        assertThat(server.stored(ana).times().lastSignIn().orElseThrow()).isAfter(before);
        try (Visit vera = Visit.signedIn(server, "vera")) {
            assertThat(vera.get("/security/sign-ins?account=ana@example.si").body())
                    .contains("<code>50074</code>", "the second factor was asked for.", "<code>500121</code>");
            assertThat(vera.get("/security/sign-ins?outcome=failure").body())
                    .contains("<code>500121</code>")
                    .doesNotContain("<code>50074</code>");
        }
    }

    @Test
    void wrongCodesLockAcrossSignInsWithTheRightPassword() {
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        byte[] key = setUp(Visit.signedIn(server, "ana"));
        server.advance(Duration.ofMinutes(1));
        String wrong = "";
        for (int i = 0; i < 10; i++) {
            Visit visit = Visit.to(server);
            signIn(visit, "ana");
            wrong = said(visit.post(CODE, Map.of("code", "abcdef"), CODE));
        }
        Visit visit = Visit.to(server);
        signIn(visit, "ana");
        HttpResponse<String> refused = visit.post(CODE, Map.of("code", code(key)), CODE);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(said(refused)).as("the same answer").isEqualTo(wrong);
        assertThat(actions("administrator:ana")).contains("factor.lock");
    }

    @Test
    void wrongCodesLockAsIsDecidedOnThePageOfSignInProtection() {
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        byte[] key = setUp(Visit.signedIn(server, "ana"));
        Visit vera = Visit.signedIn(server, "vera");
        String page = "/policies/sign-in-protection";
        Map<String, String> decided = Map.of(
                "lockout.threshold", "2",
                "lockout.durationSeconds", "600",
                "lockout.longestSeconds", "7200",
                "lockout.sharedHosts", "",
                "revision", server.part(SignInProtection.class).revision());
        assertThat(vera.post(page, decided, page).statusCode()).isEqualTo(302);
        server.advance(Duration.ofMinutes(1));
        Visit ana = Visit.to(server);
        signIn(ana, "ana");
        ana.post(CODE, Map.of("code", "abcdef"), CODE);
        ana.post(CODE, Map.of("code", "abcdeg"), CODE);
        assertThat(ana.post(CODE, Map.of("code", code(key)), CODE).statusCode()).isEqualTo(422);
        server.advance(Duration.ofMinutes(11));
        Visit later = Visit.to(server);
        signIn(later, "ana");
        assertThat(later.post(CODE, Map.of("code", code(key)), CODE).statusCode())
                .isEqualTo(302);
    }

    @Test
    void aRecoveryCodeSignsInOnceAndIsShownOnce() {
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        Visit first = Visit.signedIn(server, "ana");
        HttpResponse<String> shown = confirm(first, key(first));
        List<String> codes = RECOVERY.matcher(shown.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(codes).hasSize(10);
        assertThat(first.get("/account").body()).doesNotContain(codes).contains("10 recovery codes are left");
        assertThat(first.get(PATH).body()).doesNotContain("id=\"key\"");

        Visit visit = Visit.to(server);
        signIn(visit, "ana");
        assertThat(Visit.location(visit.post(CODE, Map.of("code", codes.getFirst()), CODE)))
                .isEqualTo("/");
        Visit again = Visit.to(server);
        signIn(again, "ana");
        assertThat(again.post(CODE, Map.of("code", codes.getFirst()), CODE).statusCode())
                .isEqualTo(422);
    }

    @Test
    void otherSessionsHaveToShowTheFactorAsSoonAsThereIsOne() {
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        Visit stolen = Visit.signedIn(server, "ana");
        Visit own = Visit.signedIn(server, "ana");
        setUp(own);
        assertThat(Visit.location(stolen.get("/users"))).startsWith(CODE);
        assertThat(own.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void aRoleThatNeedsAFactorSetsOneUpBeforeAnythingElse() {
        server.user("tina@example.si", Role.USER_ADMINISTRATOR);
        Visit visit = Visit.to(server);
        signIn(visit, "tina@example.si");
        assertThat(Visit.location(visit.get("/users"))).isEqualTo(PATH);
        assertThat(Visit.location(visit.get("/account"))).isEqualTo(PATH);
        assertThat(visit.get(PATH).body()).contains("Your role needs a second factor");
        setUp(visit);
        assertThat(visit.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void aResetOfThePasswordDoesNotGetAroundTheFactor() {
        User tina = server.user("tina@example.si", Role.USER_ADMINISTRATOR);
        Visit first = Visit.to(server);
        signIn(first, "tina@example.si");
        byte[] key = setUp(first);
        server.advance(Duration.ofMinutes(1));
        String path = "/users/" + tina.id();
        HttpResponse<String> reset = Visit.signedIn(server, "vera")
                .post(path + "/password", Map.of("mustChange", "true", "signOut", "true"), path);
        Matcher made = Pattern.compile("id=\"made\"[^>]*>([^<]+)<").matcher(reset.body());
        assertThat(made.find()).isTrue();

        Visit visit = Visit.to(server);
        visit.signIn("tina@example.si", made.group(1));
        assertThat(Visit.location(visit.get("/account/password"))).startsWith(CODE);
        visit.post(CODE, Map.of("code", code(key)), CODE);
        assertThat(Visit.location(visit.get("/"))).isEqualTo("/account/password");
        String chosen = "šipek raste ob stari cesti";
        visit.post("/account/password", Map.of("chosen", chosen, "repeated", chosen), "/account/password");
        assertThat(visit.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void whoLostThePhoneIsHelpedByAnotherWithAReason() {
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        Visit ana = Visit.signedIn(server, "ana");
        setUp(ana);
        Visit vera = Visit.signedIn(server, "vera");
        String path = "/settings/administrators/ana/second-factor";
        assertThat(vera.get("/settings/administrators").body()).contains(path);
        assertThat(vera.post(path, Map.of("reason", " "), path).statusCode()).isEqualTo(422);
        assertThat(ana.post(path, Map.of("reason", "Mine."), path).body()).contains("own account");
        assertThat(Visit.location(vera.post(path, Map.of("reason", "Lost the phone."), path)))
                .isEqualTo("/settings/administrators");
        assertThat(ana.get("/users").statusCode()).as("sessions end").isEqualTo(302);
        assertThat(Visit.signedIn(server, "ana").get("/users").statusCode()).isEqualTo(200);
        AuditEntry entry = server
                .part(AuditLog.class)
                .newest(new AuditQuery(java.util.Optional.of("administrator:ana"), Long.MAX_VALUE, 5))
                .stream()
                .filter(each -> each.event().action().equals("factor.remove"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.event().actor()).isEqualTo("vera");
        assertThat(entry.event().reason()).isEqualTo("Lost the phone.");
    }

    @Test
    void aStaleSessionShowsTheFactorOnceMoreAndLosesNothing() {
        Visit vera = Visit.signedIn(server, "vera");
        byte[] key = setUp(vera);
        User tina = server.user("tina@example.si");
        String page = "/users/" + tina.id();
        String form = page + "/roles";
        Map<String, String> roles = Map.of("role", "auditor", "version", "1");
        server.advance(Duration.ofMinutes(10));

        HttpResponse<String> asked = vera.post(form, roles, page);
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body())
                .contains("action=\"" + form + "\"", "name=\"role\" value=\"auditor\"", "name=\"version\" value=\"1\"")
                .doesNotContain("type=\"password\"");
        assertThat(server.stored(tina).roles()).isEmpty();
        assertThat(vera.post(form, with(roles, "abcdef"), page).statusCode()).isEqualTo(422);
        assertThat(vera.post(form, with(roles, RunningServer.PASSWORD.reveal()), page)
                        .statusCode())
                .as("the password is not enough")
                .isEqualTo(422);
        assertThat(server.stored(tina).roles()).isEmpty();
        assertThat(vera.post(form, with(roles, code(key)), page).statusCode()).isEqualTo(302);
        assertThat(server.stored(tina).roles()).containsExactly(Role.AUDITOR);
        assertThat(vera.get("/settings/administrators/new").body()).doesNotContain("name=\"proof\"");
    }

    @Test
    void aStaleSessionTakesOverNobodyWhoHasARole() {
        Visit vera = Visit.signedIn(server, "vera");
        byte[] key = setUp(vera);
        User tina = server.user("tina@example.si", Role.HELPDESK_ADMINISTRATOR);
        User bor = server.user("bor@example.si");
        server.advance(Duration.ofMinutes(10));
        for (Map.Entry<String, Map<String, String>> form : Map.of(
                        "/password", Map.of("mustChange", "true", "signOut", "true"),
                        "/edit", Map.of("version", "1", "displayName", "Tina", "name", "tina2@example.si"))
                .entrySet()) {
            String page = "/users/" + tina.id();
            HttpResponse<String> asked = vera.post(page + form.getKey(), form.getValue(), page);
            assertThat(asked.statusCode()).as(form.getKey()).isEqualTo(422);
            assertThat(asked.body()).as(form.getKey()).contains("action=\"" + page + form.getKey() + "\"");
        }
        assertThat(server.stored(tina)).isEqualTo(tina);
        Map<String, String> reset = Map.of("mustChange", "true", "signOut", "true");
        assertThat(vera.post("/users/" + bor.id() + "/password", reset, "/users/" + bor.id())
                        .body())
                .as("nobody waits on the help desk")
                .contains("id=\"made\"");
        assertThat(vera.post("/users/" + tina.id() + "/password", with(reset, code(key)), "/users/" + tina.id())
                        .body())
                .contains("id=\"made\"");
    }

    @Test
    void anotherPasswordIsNoFreshFactor() {
        server.user("tina@example.si", Role.USER_ADMINISTRATOR);
        Visit tina = Visit.to(server);
        signIn(tina, "tina@example.si");
        setUp(tina);
        server.advance(Duration.ofMinutes(10));
        String chosen = "šipek raste ob stari cesti";
        String path = "/account/password";
        tina.post(path, Map.of("present", RunningServer.PASSWORD.reveal(), "chosen", chosen, "repeated", chosen), path);
        assertThat(tina.get("/users").statusCode()).isEqualTo(200);
        assertThat(tina.get(PATH + "/remove").body()).contains("name=\"proof\"");
        tina.post(PATH + "/remove", with(Map.of(), chosen), PATH);
        Visit again = Visit.to(server);
        again.signIn("tina@example.si", chosen);
        assertThat(Visit.location(again.get("/users")))
                .as("the factor is still there")
                .startsWith(CODE);
    }

    @Test
    void whoHasNoFactorShowsThePasswordAgainOnTheWayToADangerousPage() {
        Visit vera = Visit.signedIn(server, "vera");
        server.advance(Duration.ofMinutes(10));
        for (String path : List.of(
                "/settings/administrators/new",
                "/settings/administrators/vera/reset",
                "/settings/administrators/vera/remove",
                "/settings/administrators/vera/second-factor",
                "/settings/api-tokens/new",
                PATH + "/remove")) {
            assertThat(vera.get(path).body()).as(path).contains("name=\"proof\"", "value=\"" + path + "\"");
        }
        assertThat(vera.get("/settings/api-tokens/new").body()).contains(cancelTo("/settings/api-tokens"));
        assertThat(vera.get(PATH + "/remove").body()).contains(cancelTo("/account"));
        assertThat(vera.post("/settings/administrators/new", Map.of("name", "nina"), "/account")
                        .body())
                .contains(cancelTo("/settings/administrators"));
        assertThat(vera.post(PATH + "/app", Map.of(), PATH).statusCode()).isEqualTo(422);
        Map<String, String> wrong = Map.of("proof", "wrong", "next", "/settings/api-tokens/new");
        assertThat(vera.post("/account/proof", wrong, "/account/proof").statusCode())
                .isEqualTo(422);
        Map<String, String> right =
                Map.of("proof", RunningServer.PASSWORD.reveal(), "next", "/settings/api-tokens/new");
        assertThat(Visit.location(vera.post("/account/proof", right, "/account/proof")))
                .isEqualTo("/settings/api-tokens/new");
        assertThat(vera.get("/settings/api-tokens/new").body()).doesNotContain("name=\"proof\"");
        Map<String, String> elsewhere = Map.of("proof", RunningServer.PASSWORD.reveal(), "next", "//evil.example");
        assertThat(Visit.location(vera.post("/account/proof", elsewhere, "/account/proof")))
                .isEqualTo("/account");
    }

    @Test
    void theSecondFactorOfAUserIsRemovedByWhoMayResetThePassword() {
        User tina = server.user("tina@example.si", Role.USER_ADMINISTRATOR);
        server.user("hana@example.si", Role.HELPDESK_ADMINISTRATOR);
        Visit own = Visit.to(server);
        signIn(own, "tina@example.si");
        setUp(own);
        String path = "/users/" + tina.id() + "/second-factor";
        Visit hana = Visit.signedIn(server, "hana@example.si");
        assertThat(hana.get(path).statusCode()).isEqualTo(403);
        assertThat(hana.post(path, Map.of("reason", "No."), "/account").statusCode())
                .isEqualTo(403);
        assertThat(own.get("/users").statusCode()).isEqualTo(200);

        Visit vera = Visit.signedIn(server, "vera");
        assertThat(vera.get("/users/" + tina.id()).body()).contains(path);
        vera.post(path, Map.of("reason", "Lost the phone."), path);
        assertThat(vera.get("/users/" + tina.id()).body()).doesNotContain(path).contains("Lost the phone.");
        assertThat(Visit.location(own.get("/users"))).startsWith("/sign-in");
    }

    @Test
    void theNextAdministratorOfANameInheritsNothing() {
        server.administrator("ana", Role.AUDITOR);
        Visit first = Visit.to(server);
        signIn(first, "ana");
        setUp(first);
        Visit vera = Visit.signedIn(server, "vera");
        String list = "/settings/administrators";
        vera.post(list + "/ana/remove", Map.of(), list + "/ana/remove");
        vera.post(list + "/new", Map.of("name", "ana", "role", "securityAdministrator"), list + "/new");
        assertThat(vera.get(list).body()).contains("/ana/reset").doesNotContain("/ana/second-factor");
    }

    private static String cancelTo(String page) {
        return "data-close href=\"" + page + "\">Cancel</a>";
    }

    private static Map<String, String> with(Map<String, String> fields, String proof) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("proof", proof);
        return all;
    }

    private byte[] setUp(Visit visit) {
        byte[] key = key(visit);
        assertThat(confirm(visit, key).statusCode()).isEqualTo(200);
        return key;
    }

    private byte[] key(Visit visit) {
        visit.post(PATH + "/app", Map.of(), PATH);
        Matcher key = KEY.matcher(visit.get(PATH).body());
        assertThat(key.find()).isTrue();
        return new Base32().decode(key.group(1).replace("-", ""));
    }

    private HttpResponse<String> confirm(Visit visit, byte[] key) {
        return visit.post(PATH + "/confirm", Map.of("code", code(key)), PATH);
    }

    private String code(byte[] key) {
        return Totp.code(key, Totp.step(server.now()));
    }

    private static void signIn(Visit visit, String name) {
        visit.signIn(name, RunningServer.PASSWORD.reveal());
    }

    private static String said(HttpResponse<String> page) {
        return page.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    private List<String> actions(String target) {
        return server
                .part(AuditLog.class)
                .newest(new AuditQuery(java.util.Optional.of(target), Long.MAX_VALUE, 50))
                .stream()
                .map(each -> each.event().action())
                .toList();
    }
}
