package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.Secret;
import org.odklep.lock.Locks;
import org.odklep.signin.SignIns;
import org.odklep.user.User;

/** What is done to several users at once: who may, for whom it was done, and why not for the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyUsersPagesTest {
    private static final String LIST = "/users";
    private static final Pattern MADE = Pattern.compile("data-copy-name=\"([^\"]+)\">([^<]+)<");
    private static final Pattern OPENED = Pattern.compile("name=\"opened\" value=\"([0-9]+)\"");

    private RunningServer server;
    private Samples samples;
    private Visit vera;
    private Visit pomoc;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        samples = new Samples(server);
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("pomoc", Role.HELPDESK_ADMINISTRATOR);
        server.administrator("varnost", Role.SECURITY_ADMINISTRATOR);
        server.administrator("revizor", Role.AUDITOR);
        vera = Visit.signedIn(server, "vera");
        pomoc = Visit.signedIn(server, "pomoc");
    }

    @AfterAll
    void stop() {
        vera.close();
        pomoc.close();
        server.close();
    }

    @Test
    void severalPasswordsAreResetAndEachRefusalSaysWhichRoleMay() {
        User one = samples.user("one@reset.si", "One Reset");
        User two = samples.user("two@reset.si", "Two <b>Reset</b>");
        User boss = samples.user("boss@reset.si", "Boss", Role.GLOBAL_ADMINISTRATOR);
        HttpResponse<String> panel = pomoc.post(LIST + "/reset-password", chosen(one, two, boss), LIST);
        assertThat(panel.body()).contains("3 users", "One Reset", "Two &lt;b&gt;Reset", "name=\"how\"");
        assertThat(passwordOf(one)).isEqualTo(one.password().hash());

        HttpResponse<String> done =
                pomoc.post(LIST + "/reset-password", sure(panel, chosen(one, two, boss), "mustChange", "true"), LIST);
        assertThat(done.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(done.body())
                .contains("2 passwords reset", "Not reset", "The role Global administrator is needed for this user.");
        Map<String, String> made = made(done);
        assertThat(made).containsOnlyKeys("one@reset.si", "two@reset.si");
        assertThat(server.part(Passwords.class)
                        .verify(
                                Secret.of(made.getOrDefault("one@reset.si", "none")),
                                passwordOf(one),
                                Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(server.stored(one).password().mustChange()).isTrue();
        assertThat(server.stored(one).times().sessionsValidFrom()).isBefore(server.now());
        assertThat(passwordOf(boss)).isEqualTo(boss.password().hash());
        assertThat(vera.get("/audit").body()).doesNotContain(made.getOrDefault("one@reset.si", "none"));
    }

    @Test
    void aResetThatIsSentAgainChangesNothing() {
        User user = samples.user("again@reset.si", "Again");
        server.advance(Duration.ofSeconds(5));
        HttpResponse<String> panel = vera.post(LIST + "/reset-password", chosen(user), LIST);
        server.advance(Duration.ofSeconds(5));
        List<String> form = sure(panel, chosen(user), "signOut", "true");
        assertThat(made(vera.post(LIST + "/reset-password", form, LIST))).hasSize(1);
        var first = passwordOf(user);
        HttpResponse<String> again = vera.post(LIST + "/reset-password", form, LIST);
        assertThat(again.body()).contains("0 passwords reset", "a newer password was set after this form was opened");
        assertThat(passwordOf(user)).isEqualTo(first);
        assertThat(server.stored(user).times().sessionsValidFrom())
                .isAfter(server.now().minusSeconds(1));
    }

    @Test
    void oneIsResetInThePanelWithAnOwnPasswordThatTheRulesJudge() {
        User user = samples.user("janez.kovac@reset.si", "Janez Kovač");
        String page = LIST + "/" + user.id() + "/password";
        assertThat(pomoc.get(page).body()).contains("Reset the password of Janez Kovač", "name=\"own\"");
        HttpResponse<String> refused = pomoc.post(page, Map.of("how", "own", "own", "janez"), page);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("too short").doesNotContain("value=\"janez\"");
        String own = "zeleni-mostovi-plavajo-7";
        HttpResponse<String> done = pomoc.post(page, Map.of("how", "own", "own", own), page);
        assertThat(done.body())
                .contains("1 password reset", "Your administrator tells you")
                .doesNotContain(own);
        assertThat(server.part(Passwords.class).verify(Secret.of(own), passwordOf(user), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(server.stored(user).password().mustChange()).isFalse();
    }

    @Test
    void theSlipNamesNoAddressThatOnlyThisRequestCameBy() {
        User user = samples.user("slip@reset.si", "Slip");
        String page = LIST + "/" + user.id() + "/password";
        assertThat(vera.preferring("sl")
                        .post(page, Map.of("mustChange", "true"), page)
                        .body())
                .contains("odklep.web.base-url", "Kje se prijavite, vam pove skrbnik.")
                .doesNotContain(server.url());
        vera.preferring("en");
    }

    @Test
    void thePanelsOfOneRefuseWhoMayNot() {
        User boss = samples.user("boss@panel.si", "Boss", Role.GLOBAL_ADMINISTRATOR);
        User user = samples.user("user@panel.si", "User");
        assertThat(pomoc.get(LIST + "/" + boss.id() + "/password").statusCode()).isEqualTo(403);
        assertThat(pomoc.get(LIST + "/" + user.id() + "/sign-in").statusCode()).isEqualTo(403);
        assertThat(pomoc.post(LIST + "/" + boss.id() + "/password", Map.of(), LIST)
                        .statusCode())
                .isEqualTo(403);
        assertThat(vera.get(LIST + "/nobody/password").statusCode()).isEqualTo(404);
        assertThat(vera.get(LIST + "/nobody/sign-in").statusCode()).isEqualTo(404);
    }

    @Test
    void severalAreBlockedForAReasonAndAllowedAgain() {
        User one = samples.user("one@block.si", "One");
        User self = server.user("self@block.si", Role.USER_ADMINISTRATOR);
        User boss = samples.user("boss@block.si", "Boss", Role.GLOBAL_ADMINISTRATOR);
        try (Visit selfVisit = Visit.to(server)) {
            selfVisit.signIn("self@block.si", RunningServer.PASSWORD.reveal());
            List<String> all = chosen(one, self, boss);
            assertThat(selfVisit.post(LIST + "/sign-in", all, LIST).body()).contains("Block sign-in");
            List<String> without = with(all, "sure", "true", "enabled", "false", "reason", " ");
            assertThat(selfVisit.post(LIST + "/sign-in", without, LIST).statusCode())
                    .isEqualTo(422);
            assertThat(selfVisit
                            .post(LIST + "/sign-in", with(all, "sure", "true", "reason", "Why."), LIST)
                            .statusCode())
                    .isEqualTo(422);
            assertThat(server.stored(one).isEnabled()).isTrue();

            List<String> block = with(all, "sure", "true", "enabled", "false", "reason", "A stolen laptop.");
            assertThat(selfVisit.post(LIST + "/sign-in", block, LIST).body())
                    .contains("1 user done.", "2 users were left as before.", "Nobody does this to the own account")
                    .contains("The role Global administrator is needed");
        }
        assertThat(server.stored(one).block().orElseThrow().reason().text()).isEqualTo("A stolen laptop.");
        assertThat(server.stored(self).isEnabled()).isTrue();
        List<String> allow = with(chosen(one, boss), "sure", "true", "enabled", "true", "reason", "Found.");
        assertThat(vera.post(LIST + "/sign-in", allow, LIST).body())
                .contains("2 users done.", "Sign-in is allowed again.", "It was so already; nothing changed.");
        assertThat(server.stored(one).isEnabled()).isTrue();
    }

    @Test
    void aRefusedStatusOfOneStaysInThePanel() {
        User self = server.user("own@status.si", Role.GLOBAL_ADMINISTRATOR);
        String page = LIST + "/" + self.id() + "/sign-in";
        try (Visit visit = Visit.to(server)) {
            visit.signIn("own@status.si", RunningServer.PASSWORD.reveal());
            HttpResponse<String> refused = visit.post(page, Map.of("enabled", "false", "reason", "Holidays."), page);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("Nobody does this to the own account", "Holidays.");
            assertThat(visit.get(page).body()).contains("name=\"enabled\" value=\"false\"");
        }
        assertThat(server.stored(self).isEnabled()).isTrue();
    }

    @Test
    void severalAreSignedOutEverywhere() {
        User one = samples.user("one@out.si", "One");
        User boss = samples.user("boss@out.si", "Boss", Role.GLOBAL_ADMINISTRATOR);
        server.advance(Duration.ofSeconds(1));
        assertThat(pomoc.post(LIST + "/sign-out", chosen(one, boss), LIST).body())
                .contains("2 users", "name=\"sure\"");
        assertThat(server.stored(one).times().sessionsValidFrom()).isBefore(server.now());
        HttpResponse<String> done = pomoc.post(LIST + "/sign-out", with(chosen(one, boss), "sure", "true"), LIST);
        assertThat(done.body()).contains("1 user done.", "All sessions have ended.", "The role Global administrator");
        assertThat(server.stored(one).times().sessionsValidFrom()).isAfter(server.now());
        assertThat(server.stored(boss).times().sessionsValidFrom()).isBefore(server.now());
    }

    @Test
    void severalAreReleasedFromRestrictionsAndLockouts() {
        User sends = samples.user("sends@free.si", "Sends");
        User locked = samples.lockedOut("locked@free.si", "Locked");
        User free = samples.user("free@free.si", "Free");
        samples.hijacked("sends@free.si");
        List<String> all = chosen(sends, locked, free);
        try (Visit security = Visit.signedIn(server, "varnost")) {
            assertThat(security.post(LIST + "/release", all, LIST).body())
                    .contains("3 users", "name=\"reason\"")
                    .contains("class=\"release-checks\"", "New password", "Sessions ended", "Sign-ins reviewed");
            assertThat(security.post(LIST + "/release", with(all, "sure", "true", "reason", ""), LIST)
                            .statusCode())
                    .isEqualTo(422);
            assertThat(security.post(LIST + "/release", with(all, "sure", "true", "reason", "Called."), LIST)
                            .body())
                    .contains("3 users done.", "May send again.", "The lockout has ended.", "It was so already");
            assertThat(security.get(LIST).body()).doesNotContain("data-needs-selection formaction=\"/users/sign-in\"");
        }
        assertThat(server.part(Locks.class).stopsSending(sends.name(), server.now()))
                .isEmpty();
        assertThat(server.part(SignIns.class).lockouts(locked.name(), server.now()))
                .isEmpty();
        assertThat(server.part(AuditLog.class).newest(new AuditQuery(java.util.Optional.empty(), Long.MAX_VALUE, 3)))
                .extracting(entry -> entry.event().reason())
                .contains("Called.");
    }

    @Test
    void allThatTheListMeansAreChosenWithoutNamingThem() {
        List<User> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(server.user("all" + i + "@vsi.si"));
        }
        User other = server.user("other@vsi2.example");
        HttpResponse<String> panel =
                vera.post(LIST + "/sign-out", List.of("everyone", "true", "search", "@vsi.si"), LIST);
        assertThat(panel.body()).contains("60 users").contains(all.get(59).id()).doesNotContain(other.id());
    }

    @Test
    void aThousandAreTakenAndNotOneMore() {
        List<String> ids = new ArrayList<>();
        User real = samples.user("real@thousand.si", "Real");
        for (int i = 0; i < 999; i++) {
            ids.addAll(List.of("user", "no-such-user-" + i));
        }
        ids.addAll(List.of("user", real.id()));
        assertThat(vera.post(LIST + "/sign-out", ids, LIST).body()).contains("One user", real.id());
        ids.addAll(List.of("user", "one-more"));
        assertThat(vera.post(LIST + "/sign-out", ids, LIST).statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyChosenLeadsBackToTheListAndAuditorsAreRefused() {
        assertThat(Visit.location(vera.post(LIST + "/reset-password", Map.of("status", "blocked"), LIST)))
                .isEqualTo("/users?status=blocked&search=&sort=display&order=ascending");
        User user = samples.user("one@refused.si", "One");
        try (Visit auditor = Visit.signedIn(server, "revizor")) {
            for (String action : List.of("reset-password", "sign-in", "sign-out", "release")) {
                for (List<String> form : List.of(chosen(user), with(chosen(user), "sure", "true"))) {
                    assertThat(auditor.post(LIST + "/" + action, form, LIST).statusCode())
                            .as(action)
                            .isEqualTo(403);
                }
            }
            assertThat(auditor.get(LIST).body()).doesNotContain("type=\"checkbox\" name=\"user\"");
        }
        assertThat(server.stored(user)).isEqualTo(user);
    }

    private static List<String> chosen(User... users) {
        List<String> fields = new ArrayList<>();
        for (User user : users) {
            fields.addAll(List.of("user", user.id()));
        }
        return fields;
    }

    private static List<String> with(List<String> fields, String... more) {
        List<String> all = new ArrayList<>(fields);
        all.addAll(List.of(more));
        return all;
    }

    private static List<String> sure(HttpResponse<String> panel, List<String> fields, String... more) {
        var opened = OPENED.matcher(panel.body());
        assertThat(opened.find()).isTrue();
        return with(with(fields, "sure", "true", "opened", opened.group(1)), more);
    }

    private static Map<String, String> made(HttpResponse<String> page) {
        return MADE.matcher(page.body())
                .results()
                .collect(java.util.stream.Collectors.toMap(made -> made.group(1), made -> made.group(2)));
    }

    private java.util.Optional<String> passwordOf(User user) {
        return server.stored(user).password().hash();
    }
}
