package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowList;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;

/** Policies &gt; Outbound: what its pages say, and what is done there, to policies and to the allow-list. */
class PolicyPagesTest {
    private static final String LIST = "/policies/outbound";
    private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"([0-9a-f]+)\"");

    private final RunningServer server = RunningServer.start();
    private Visit vera;

    @BeforeEach
    void signIn() {
        server.administrator("vera", Role.SECURITY_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
    }

    @AfterEach
    void stop() {
        vera.close();
        server.close();
    }

    @Test
    void aPolicyIsCreatedWithEverythingThatTheFormHas() {
        Map<String, String> form = form("Newsletters");
        form.put("limits.externalRecipientsPerHour", "0");
        form.put("limits.recipientsPerDay", " 20000 ");
        form.put("actionWhenThresholdReached", "BlockUserForToday");
        form.put("timeZone", "Europe/Ljubljana");
        form.put("mode", "shadow");
        form.put("conditions.accounts", "ana\r\nbojan@example.org, cene");
        form.put("conditions.groups", "Newsletter");
        form.put("exceptions.domains", "news.example.si");

        assertThat(Visit.location(create(form))).isEqualTo(LIST);

        OutboundPolicy made = policies().all().getFirst();
        assertThat(made.limits().of(Limit.EXTERNAL_PER_HOUR)).isZero();
        assertThat(made.limits().of(Limit.ALL_PER_DAY)).isEqualTo(20_000);
        assertThat(made.action()).isEqualTo(Action.RESTRICT_FOR_TODAY);
        assertThat(made.zone().getId()).isEqualTo("Europe/Ljubljana");
        assertThat(made.shadow()).isTrue();
        assertThat(made.scope().of().accounts())
                .containsExactlyInAnyOrder(
                        AccountName.of("ana@example.si"),
                        AccountName.of("bojan@example.org"),
                        AccountName.of("cene@example.si"));
        assertThat(made.scope().of().groups()).containsExactly("newsletter");
        assertThat(made.scope().except().domains()).hasSize(1);
        assertThat(vera.get(LIST).body())
                .contains(
                        "The policy “Newsletters” holds from now on.",
                        "Shadow: refuses nothing",
                        "no limit",
                        "20,000",
                        "Except the domains and their subdomains: news.example.si",
                        "Nobody is in a group “newsletter”.");
        assertThat(vera.preferring("sl").get(LIST).body())
                .contains("Poskusen", "brez omejitve", "V skupini »newsletter« ni nikogar.");
        assertThat(vera.get("/audit?target=policy:Newsletters").statusCode()).isIn(200, 403);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceBesideItsFieldAndNothingIsLost() {
        create(form("Taken"));
        Map<String, String> form = form("taken");
        form.put("limits.recipientsPerDay", "many");
        form.put("limits.messagesPerMinute", "-1");
        form.put("limits.recipientsPerMessage", "1000001");
        form.put("timeZone", "Mars/Olympus");
        form.put("conditions.domains", "no domain <b>");
        form.put("exceptions.accounts", "a\u0007b");
        form.put("exceptions.groups", "fine");

        HttpResponse<String> answer = create(form);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "Another policy is called “taken”",
                        "id=\"limits-recipientsPerDay-problem\"",
                        "id=\"limits-messagesPerMinute-problem\"",
                        "id=\"limits-recipientsPerMessage-problem\"",
                        "id=\"timeZone-problem\"",
                        "“no domain &lt;b&gt;” is not a mail domain",
                        "id=\"exceptions-accounts-problem\"",
                        "value=\"many\"",
                        "value=\"Mars/Olympus\"",
                        ">fine</textarea>")
                .doesNotContain("id=\"exceptions-groups-problem\"");
        assertThat(policies().all()).hasSize(2);
        assertThat(vera.preferring("sl")
                        .post(LIST + "/new", form, LIST + "/new")
                        .body())
                .contains(
                        "Drug pravilnik se že imenuje »taken«",
                        "Napišite celo število",
                        "To ni časovni pas",
                        "ni poštna domena");
        Map<String, String> empty = new HashMap<>();
        assertThat(create(empty).statusCode()).isEqualTo(422);
    }

    @Test
    void aPolicyIsChangedAndTwoAdministratorsDoNotOverwriteOneAnother() {
        create(form("Mine"));
        String edit = LIST + "/" + id("Mine") + "/edit";
        String opened = vera.get(edit).body();
        Map<String, String> first = form("Mine");
        first.put("revision", revision(opened));
        first.put("limits.recipientsPerDay", "7");
        Map<String, String> second = new HashMap<>(first);
        second.put("limits.recipientsPerDay", "9");

        assertThat(Visit.location(vera.post(edit, first, edit))).isEqualTo(LIST);
        HttpResponse<String> late = vera.post(edit, second, edit);

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body())
                .contains("somebody else changed this policy", "value=\"9\"", "All recipients per 24 hours: 7");
        assertThat(daily("Mine")).isEqualTo(7);
        second.put("revision", revision(late.body()));
        assertThat(Visit.location(vera.post(edit, second, edit))).isEqualTo(LIST);
        assertThat(daily("Mine")).isEqualTo(9);
    }

    @Test
    void policiesMoveAreSwitchedOffAndOnAndDeleted() {
        create(form("One"));
        create(form("Two"));
        vera.get(LIST);
        vera.get(LIST);
        String two = LIST + "/" + id("Two");
        vera.post(two + "/move", Map.of("from", "1", "to", "0"), LIST);
        assertThat(names()).containsExactly("Two", "One", "Default");
        assertThat(vera.get(LIST).body()).contains("The policy “Two” has priority 0 now.");
        vera.post(two + "/move", Map.of("from", "1", "to", "0"), LIST);
        assertThat(vera.get(LIST).body()).contains("Nothing was changed: somebody else changed the policies");
        vera.post(two + "/move", Map.of("from", "0", "to", "2"), LIST);
        assertThat(vera.get(LIST).body()).contains("this policy cannot be put there");
        assertThat(names()).containsExactly("Two", "One", "Default");

        String seen = policies().all().getFirst().revision();
        vera.post(two + "/status", Map.of("enabled", "false", "revision", seen), LIST);
        assertThat(policies().all().getFirst().enabled()).isFalse();
        vera.post(two + "/status", Map.of("enabled", "true", "revision", seen), LIST);
        assertThat(policies().all().getFirst().enabled()).isFalse();
        vera.post(
                two + "/status",
                Map.of(
                        "enabled",
                        "true",
                        "revision",
                        policies().all().getFirst().revision()),
                LIST);
        assertThat(policies().all().getFirst().enabled()).isTrue();

        String asked = vera.get(two + "/delete").body();
        assertThat(asked).contains("Delete the policy “Two”?", "stay so until somebody unblocks them");
        vera.post(two + "/delete?revision=0123456789abcdef", Map.of(), two + "/delete");
        assertThat(names()).contains("Two");
        vera.post(two + "/delete?revision=" + policies().all().getFirst().revision(), Map.of(), two + "/delete");
        assertThat(names()).containsExactly("One", "Default");
        assertThat(vera.get(two + "/edit").statusCode()).isEqualTo(404);
    }

    @Test
    void theDefaultPolicyIsChangedAndStays() {
        String path = LIST + "/default";
        String edit = path + "/edit";
        String opened = vera.get(edit).body();
        assertThat(opened).doesNotContain("conditions.accounts", "name=\"isEnabled\"");
        Map<String, String> form = form("Default");
        form.put("revision", revision(opened));
        form.put("limits.recipientsPerDay", "100");
        form.put("conditions.accounts", "ana");
        assertThat(Visit.location(vera.post(edit, form, edit))).isEqualTo(LIST);
        assertThat(daily("Default")).isEqualTo(100);
        assertThat(policies().all().getLast().scope().of().accounts()).isEmpty();

        String slovene = vera.preferring("sl").get(edit).body();
        assertThat(slovene).contains("value=\"Privzeti\"", ">Zunanji prejemniki");
        form.putAll(Map.of("displayName", "Privzeti", "revision", revision(slovene)));
        assertThat(Visit.location(vera.post(edit, form, edit))).isEqualTo(LIST);
        assertThat(policies().all().getLast().name()).isEqualTo(OutboundPolicy.DEFAULT_NAME);
        vera.preferring("en");

        assertThat(vera.get(path + "/delete").statusCode()).isEqualTo(404);
        String now = policies().all().getLast().revision();
        vera.post(path + "/delete?revision=" + now, Map.of(), LIST);
        vera.post(path + "/status", Map.of("enabled", "false", "revision", now), LIST);
        assertThat(vera.get(LIST).body()).contains("this policy cannot be put there, or not be switched off");
        assertThat(policies().all().getLast().enabled()).isTrue();
    }

    @Test
    void whoMayNotEditSeesEverythingAndNoButtons() {
        create(form("Seen"));
        server.administrator("revizor", Role.AUDITOR);
        try (Visit revizor = Visit.signedIn(server, "revizor")) {
            String page = revizor.get(LIST).body();
            assertThat(page).contains("Seen").doesNotContain("/edit", "/move", "/delete", "allow-list/new");
            String seen = LIST + "/" + id("Seen");
            for (String path : List.of(LIST + "/new", seen + "/edit", seen + "/delete", LIST + "/allow-list/new")) {
                assertThat(revizor.get(path).statusCode()).as(path).isEqualTo(403);
            }
            Map<String, String> off = Map.of(
                    "enabled", "false", "revision", policies().all().getFirst().revision());
            assertThat(revizor.post(seen + "/status", off, LIST).statusCode()).isEqualTo(403);
            assertThat(revizor.post(LIST + "/new", form("Forged"), LIST).statusCode())
                    .isEqualTo(403);
            assertThat(revizor.post(
                                    LIST + "/allow-list/new",
                                    Map.of("pattern", "x@example.si", "reason", "me", "until", ""),
                                    LIST)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(names()).containsExactly("Seen", "Default");
        assertThat(vera.postWithoutToken(LIST + "/new", form("Forged")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whichPolicyAppliesIsExplained() {
        Map<String, String> form = form("Only Ana");
        form.put("conditions.accounts", "ana");
        create(form);
        assertThat(vera.get(LIST + "?account=ana").body()).contains("This one applies", "It is not asked any more.");
        assertThat(vera.get(LIST + "?account=bojan").body()).contains("a condition does not hold", "This one applies");
        assertThat(vera.get(LIST + "?account=a%07b").body()).contains("This is not a name of an account.");
    }

    @Test
    void anExceptionIsAddedForAReasonAndRemoved() {
        String add = LIST + "/allow-list/new";
        HttpResponse<String> wrong =
                vera.post(add, Map.of("pattern", "@si", "reason", " ", "until", "2001-01-01"), add);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "Everybody cannot be allowed",
                        "Say why in words.",
                        "Write a day from today on",
                        "value=\"@si\"",
                        "value=\"2001-01-01\"");
        vera.post(add, Map.of("pattern", "Ana", "reason", "Election day", "until", "2099-12-31"), add);
        assertThat(server.part(AllowList.class).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.pattern()).isEqualTo("ana@example.si"))
                .satisfies(entry -> assertThat(entry.until()).isPresent());
        assertThat(vera.get(LIST).body()).contains("No restriction stops ana@example.si from now on.", "Election day");

        String remove = LIST + "/allow-list/remove?pattern=ana%40example.si";
        assertThat(vera.get(remove).body()).contains("Remove ana@example.si from the allow-list?");
        vera.post(remove, Map.of(), remove);
        assertThat(server.part(AllowList.class).entries()).isEmpty();
        assertThat(vera.get(remove).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> create(Map<String, String> form) {
        return vera.preferring("en").post(LIST + "/new", form, LIST + "/new");
    }

    private static Map<String, String> form(String name) {
        Map<String, String> form = new HashMap<>();
        form.put("displayName", name);
        form.put("isEnabled", "true");
        form.put("mode", "enforce");
        form.put("actionWhenThresholdReached", "BlockUser");
        form.put("timeZone", "UTC");
        for (Limit limit : Limit.values()) {
            form.put("limits." + limit.key(), String.valueOf(limit.defaultValue()));
        }
        return form;
    }

    private OutboundPolicies policies() {
        return server.part(OutboundPolicies.class);
    }

    private List<String> names() {
        return policies().all().stream().map(OutboundPolicy::name).toList();
    }

    private String id(String name) {
        return named(name).id();
    }

    private int daily(String name) {
        return named(name).limits().of(Limit.ALL_PER_DAY);
    }

    private OutboundPolicy named(String name) {
        return policies().all().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String revision(String page) {
        Matcher revision = REVISION.matcher(page);
        assertThat(revision.find()).as(page).isTrue();
        return revision.group(1);
    }
}
