package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.signin.factor.PasskeySite;
import org.odklep.testing.PostgresServer;
import org.odklep.testing.SoftAuthenticator;
import org.odklep.user.User;

/** Passkeys from the first to the last, below the level of a browser: what comes is signed by an authenticator of ours. */
class PasskeyPagesTest {
    private static final PasskeySite SITE = new PasskeySite("localhost", "http://localhost:8025");
    private static final String ACCOUNT = "/account";
    private static final String PATH = "/account/second-factor/passkeys";
    private static final String NEW = PATH + "/new";
    private static final String CODE = "/sign-in/code";
    private static final Pattern CHALLENGE = Pattern.compile("&quot;challenge&quot;:&quot;([A-Za-z0-9_-]{43})&quot;");
    private static final Pattern RECOVERY = Pattern.compile("<li><code>([0-9A-Z-]+)</code>");
    private static final Pattern HANDLE = Pattern.compile(PATH + "/([0-9a-f]{16})/remove");

    private final RunningServer server = RunningServer.start(
            "--odklep.web.base-url=" + SITE.origin(), "--odklep.web.second-factor-roles=user-administrator");
    private final SoftAuthenticator phone = new SoftAuthenticator();

    @BeforeEach
    void fill() {
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPasskeyIsAddedListedAndSignsIn() {
        Visit first = Visit.signedIn(server, "ana");
        HttpResponse<String> added = add(first, phone, "Phone");
        assertThat(RECOVERY.matcher(added.body()).results()).hasSize(10);
        assertThat(first.get(ACCOUNT).body())
                .contains("Phone", "never", "10 recovery codes are left")
                .doesNotContain("Authenticator app, since");

        Visit visit = Visit.to(server);
        visit.signIn("ana", RunningServer.PASSWORD.reveal());
        assertThat(Visit.location(visit.get("/users"))).startsWith(CODE);
        String half = visit.cookie("odklep").orElseThrow().getValue();
        HttpResponse<String> page = visit.get(CODE);
        assertThat(page.body()).contains("Use a passkey", "One of your recovery codes.");
        HttpResponse<String> right =
                visit.post(CODE, Map.of("passkey", get(page, phone), "next", "/audit", "code", ""), CODE);
        assertThat(Visit.location(right)).isEqualTo("/audit");
        assertThat(visit.get("/audit").body()).contains("passkey added");
        assertThat(visit.cookie("odklep").orElseThrow().getValue()).isNotEqualTo(half);
        assertThat(visit.get(ACCOUNT).body()).doesNotContain("never");
    }

    @Test
    void whatIsNotRightIsRefusedInTheSameWordsAndLocks() {
        add(Visit.signedIn(server, "ana"), phone, "Phone");
        server.administrator("eva", Role.GLOBAL_ADMINISTRATOR);
        SoftAuthenticator evas = new SoftAuthenticator();
        add(Visit.signedIn(server, "eva"), evas, "Key");

        Visit before = half("ana");
        String used = get(before.get(CODE), phone);
        assertThat(before.post(CODE, Map.of("passkey", used), CODE).statusCode())
                .isEqualTo(302);
        Visit visit = half("ana");
        PasskeySite evil = new PasskeySite("localhost", "http://localhost.evil.example");
        refused(visit, used);
        refused(visit, phone.get(challenge(visit.get(CODE)), evil));
        refused(visit, evas.get(challenge(visit.get(CODE)), SITE));
        refused(visit, phone.get(challenge(half("eva").get(CODE)), SITE));
        refused(visit, "{}");
        String late = get(visit.get(CODE), phone);
        server.advance(Duration.ofMinutes(5));
        refused(visit, late);
        phone.counting(0);
        refused(visit, get(visit.get(CODE), phone));
        assertThat(actions("ana")).startsWith("passkey.clone");
        for (int i = 0; i < 3; i++) {
            refused(visit, "{}");
        }
        assertThat(actions("ana")).startsWith("factor.lock");
        phone.counting(100);
        refused(visit, get(visit.get(CODE), phone));
    }

    @Test
    void aDangerousActionShowsThePasskeyOnceMoreAndLosesNothing() {
        Visit ana = Visit.signedIn(server, "ana");
        add(ana, phone, "Phone");
        User tina = server.user("tina@example.si");
        String page = "/users/" + tina.id();
        Map<String, String> roles = new HashMap<>(Map.of("role", "auditor", "version", "1"));
        server.advance(Duration.ofMinutes(10));
        HttpResponse<String> asked = ana.post(page + "/roles", roles, page);
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains("name=\"role\" value=\"auditor\"", "Use a passkey");
        roles.put("proof", "");
        roles.put("passkey", "{}");
        HttpResponse<String> wrong = ana.post(page + "/roles", roles, page);
        assertThat(wrong.body()).contains("name=\"role\" value=\"auditor\"", "This passkey was not accepted");
        assertThat(wrong.body()).doesNotContain("value=\"{}\"");
        assertThat(server.stored(tina).roles()).isEmpty();
        roles.put("passkey", get(wrong, phone));
        assertThat(ana.post(page + "/roles", roles, page).statusCode()).isEqualTo(302);
        assertThat(server.stored(tina).roles()).containsExactly(Role.AUDITOR);

        server.advance(Duration.ofMinutes(10));
        HttpResponse<String> onTheWay = ana.get("/settings/api-tokens/new");
        Map<String, String> proof = Map.of("passkey", get(onTheWay, phone), "next", "/settings/api-tokens/new");
        assertThat(Visit.location(ana.post("/account/proof", proof, ACCOUNT))).isEqualTo("/settings/api-tokens/new");
    }

    @Test
    void aRoleThatNeedsAFactorIsContentWithAPasskey() {
        server.user("tina@example.si", Role.USER_ADMINISTRATOR);
        Visit visit = half("tina@example.si");
        assertThat(Visit.location(visit.get("/users"))).isEqualTo("/account/second-factor");
        assertThat(visit.get("/account/second-factor").body()).contains(NEW);
        assertThat(add(visit, phone, "Phone").statusCode()).isEqualTo(200);
        assertThat(visit.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void aPasskeyIsRemovedByItsOwnerAfterAFreshProof() {
        Visit ana = Visit.signedIn(server, "ana");
        add(ana, phone, "Phone");
        add(ana, new SoftAuthenticator(), "Key");
        Matcher handles = HANDLE.matcher(ana.get(ACCOUNT).body());
        assertThat(handles.find()).isTrue();
        String remove = PATH + "/" + handles.group(1) + "/remove";
        server.administrator("eva", Role.GLOBAL_ADMINISTRATOR);
        assertThat(Visit.signedIn(server, "eva").get(remove).statusCode()).isEqualTo(404);
        server.advance(Duration.ofMinutes(10));
        HttpResponse<String> asked = ana.get(remove);
        assertThat(asked.body()).contains("Use a passkey");
        ana.post("/account/proof", Map.of("passkey", get(asked, phone)), ACCOUNT);
        assertThat(ana.get(remove).body()).contains("Remove the passkey “Key”?");
        assertThat(Visit.location(ana.post(remove, Map.of(), remove))).isEqualTo(ACCOUNT);
        assertThat(ana.get(ACCOUNT).body()).contains("Phone").doesNotContain(handles.group(1));
        assertThat(actions("ana")).startsWith("passkey.remove");
    }

    @Test
    void whoLostThePasskeyGetsRidOfItThroughSomebodyElse() {
        add(Visit.signedIn(server, "ana"), phone, "Phone");
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        Visit vera = Visit.signedIn(server, "vera");
        String lost = "/settings/administrators/ana/second-factor";
        vera.post(lost, Map.of("reason", "Lost the phone."), lost);
        Visit ana = Visit.signedIn(server, "ana");
        assertThat(ana.get(ACCOUNT).body()).doesNotContain("Phone");
    }

    @Test
    void aFormWithoutNameOrPasskeySaysWhatToDo() {
        Visit ana = Visit.signedIn(server, "ana");
        HttpResponse<String> nameless = ana.post(NEW, Map.of("name", " ", "credential", "{}"), NEW);
        assertThat(nameless.statusCode()).isEqualTo(422);
        assertThat(nameless.body()).contains("Give the passkey a name");
        assertThat(ana.post(NEW, Map.of("name", "Phone"), NEW).body()).contains("No passkey came with the form.");
        assertThat(ana.post(NEW, Map.of("name", "Phone", "credential", "{}"), NEW)
                        .body())
                .contains("could not be added");
        assertThat(ana.get(ACCOUNT).body()).contains("the password alone is not enough.");
    }

    @Test
    void whereBrowsersKnowNoPasskeysThePageSaysWhere() {
        try (RunningServer bare = RunningServer.start()) {
            bare.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
            assertThat(Visit.signedIn(bare, "vera").get(NEW).body())
                    .contains("odklep.web.base-url")
                    .doesNotContain("data-options");
        }
    }

    @Test
    void aChallengeOfOneNodeIsGoodOnAnotherAndOnceOnAllOfThem() {
        String url = "--odklep.database.url=" + PostgresServer.shared().freshDatabase();
        String base = "--odklep.web.base-url=" + SITE.origin();
        try (RunningServer one = RunningServer.start(url, base);
                RunningServer other = RunningServer.start(url, base)) {
            one.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
            add(Visit.signedIn(one, "vera"), phone, "Phone");
            Visit visit = Visit.to(one);
            visit.signIn("vera", RunningServer.PASSWORD.reveal());
            String answer = get(visit.get(CODE), phone);
            String token = Visit.token(visit.get(CODE)).orElseThrow();
            assertThat(Visit.location(visit.goOnAt(other).postWithToken(CODE, Map.of("passkey", answer), token)))
                    .isEqualTo("/");
            Visit again = Visit.to(one);
            again.signIn("vera", RunningServer.PASSWORD.reveal());
            assertThat(again.post(CODE, Map.of("passkey", answer), CODE).statusCode())
                    .isEqualTo(422);
        }
    }

    private Visit half(String name) {
        Visit visit = Visit.to(server);
        visit.signIn(name, RunningServer.PASSWORD.reveal());
        return visit;
    }

    private void refused(Visit visit, String passkey) {
        HttpResponse<String> answer = visit.post(CODE, Map.of("passkey", passkey), CODE);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("This passkey was not accepted.");
    }

    private static HttpResponse<String> add(Visit visit, SoftAuthenticator authenticator, String name) {
        String credential = authenticator.create(challenge(visit.get(NEW)), SITE);
        return visit.post(NEW, Map.of("name", name, "credential", credential), NEW);
    }

    private static String get(HttpResponse<String> page, SoftAuthenticator authenticator) {
        return authenticator.get(challenge(page), SITE);
    }

    private static String challenge(HttpResponse<String> page) {
        Matcher challenge = CHALLENGE.matcher(page.body());
        assertThat(challenge.find()).as(page.body()).isTrue();
        return challenge.group(1);
    }

    private List<String> actions(String administrator) {
        return server
                .part(AuditLog.class)
                .newest(new AuditQuery(java.util.Optional.of("administrator:" + administrator), Long.MAX_VALUE, 50))
                .stream()
                .map(each -> each.event().action())
                .toList();
    }
}
