package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Limit;

/** What the pages of restrictions say, in both languages, and what a release does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestrictionPagesTest {
    private static final String LIST = "/security/restricted-entities";
    private static final Pattern ACCOUNTS = Pattern.compile("class=\"account\"[^>]*><bdi[^>]*>([^<]+)</bdi>");

    private RunningServer server;
    private Samples samples;
    private Visit ana;
    private Visit revizor;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        samples = new Samples(server);
        server.administrator("ana", Role.SECURITY_ADMINISTRATOR);
        server.administrator("revizor", Role.AUDITOR);
        ana = Visit.signedIn(server, "ana");
        revizor = Visit.signedIn(server, "revizor");
    }

    @AfterAll
    void stop() {
        ana.close();
        revizor.close();
        server.close();
    }

    @Test
    void theListSaysWhoAndWhyAndSinceAndUntil() {
        ZonedDateTime midnight = server.now()
                .atZone(ZoneId.of("Europe/Ljubljana"))
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneId.of("Europe/Ljubljana"));
        SendingRestriction restriction =
                samples.restricted("list@one.si", Limit.ALL_PER_DAY, 1002, Optional.of(midnight.toInstant()));
        samples.refused(restriction, 1234);

        String page = ana.get(LIST + "?search=list@one.si").body();
        assertThat(page)
                .contains("list@one.si", restriction.id(), "policy “Default”")
                .contains("all recipients per 24 hours: 1,002 (500 allowed)")
                .contains("datetime=\"" + restriction.since() + "\"")
                .contains("datetime=\"" + midnight.toInstant() + "\"")
                .containsPattern("title=\"[^\"]+00:00:00 CES?T\">[^<:]+00:00</time>")
                .containsOnlyOnce("time zone Europe/Ljubljana")
                .contains(">1,234<");
    }

    @Test
    void whatThePolicyMeasuredIsSaidInTheReadersLanguage() {
        SendingRestriction restriction = samples.hijacked("words@two.si");

        assertThat(ana.get(details(restriction)).body())
                .contains("words@two.si would have reached 501 external recipients within one hour."
                        + " The policy “Default” allowed 500.")
                .contains("550 5.1.8 Access denied, bad outbound sender (reference " + restriction.id()
                        + ", help: help@example.si)")
                .contains("Raising the limit does not lift it")
                .contains(
                        "198.51.100.23",
                        "mail19.example.org",
                        "(no sender)",
                        restriction.since().toString())
                .doesNotContain("stored in English");
        Visit slovene = Visit.signedIn(server, "ana").preferring("sl");
        assertThat(slovene.get(details(restriction)).body())
                .contains("Račun words@two.si bi v eni uri dosegel 501 zunanjega prejemnika."
                        + " Pravilnik »Privzeti« jih je dovoljeval 500.")
                .contains("<html lang=\"sl\">")
                .doesNotContain("stored in English");
        slovene.close();
    }

    @Test
    void anOperatorsReasonIsShownAsItWasGiven() {
        SendingRestriction restriction = samples.byOperator("operator@three.si", "Reported by abuse@example.org");
        assertThat(ana.get(details(restriction)).body())
                .contains("Reported by abuse@example.org", "vera", "until unblocked")
                .doesNotContain("id=\"clients\"");
    }

    @Test
    void aReleaseNeedsAReasonAndIsToldAndRecorded() {
        SendingRestriction restriction = samples.hijacked("release@four.si");

        HttpResponse<String> withoutReason = release(ana, restriction, "  ");
        assertThat(withoutReason.statusCode()).isEqualTo(422);
        assertThat(withoutReason.body()).contains("Say why in words.", "aria-invalid=\"true\"");
        HttpResponse<String> tooLong = release(ana, restriction, "x".repeat(1001));
        assertThat(tooLong.body()).contains("at most 1,000 characters", "x".repeat(1001));
        assertThat(release(ana, restriction, "a\u200bb").body()).contains("characters that cannot be seen");
        assertThat(server.part(Locks.class).stopsSending(restriction.account(), server.now()))
                .isPresent();

        HttpResponse<String> released = release(ana, restriction, "Called her; password changed.");
        assertThat(released.statusCode()).isEqualTo(302);
        assertThat(server.part(Locks.class).stopsSending(restriction.account(), server.now()))
                .isEmpty();
        assertThat(ana.get(Visit.location(released)).body())
                .containsPattern(
                        "release@four.si can send again\\. Unblocking took effect on this server in [0-9]+\\.[0-9] ms")
                .contains("unblocked by ana,", "Called her; password changed.", "<span>unblocked</span>")
                .doesNotContain("<textarea");

        HttpResponse<String> again = release(ana, restriction, "Once more");
        assertThat(ana.get(Visit.location(again)).body())
                .contains("Nothing was changed, because it had ended before: unblocked by ana,")
                .doesNotContain("Once more");
    }

    @Test
    void aReferenceMayBeTypedAsItWasHeard() {
        SendingRestriction restriction = samples.hijacked("reference@five.si");
        String heard = restriction.id().substring(0, 4).toLowerCase(Locale.ROOT) + "-"
                + restriction.id().substring(4);
        assertThat(ana.get(LIST + "/" + heard).body()).contains("reference@five.si");
        assertThat(accounts(ana.get(LIST + "?search=" + heard))).containsExactly("reference@five.si");
    }

    @Test
    void anUnknownReferenceIsAPageOfItsOwn() {
        HttpResponse<String> details = ana.get(LIST + "/NOTHERE1");
        assertThat(details.statusCode()).isEqualTo(404);
        assertThat(details.body()).contains("There is nothing here").doesNotContain("Exception", "NOTHERE1");
        HttpResponse<String> release = ana.post(LIST + "/NOTHERE1/release", Map.of("reason", "x"), LIST);
        assertThat(release.statusCode()).isEqualTo(404);
    }

    @Test
    void anAuditorSeesEverythingAndIsToldWhichRoleReleases() {
        SendingRestriction restriction = samples.hijacked("auditor@six.si");
        assertThat(revizor.get(details(restriction)).body())
                .contains("auditor@six.si", "Unblocking needs the role Security administrator. Your role is Auditor.")
                .doesNotContain("<textarea");

        HttpResponse<String> refused = release(revizor, restriction, "Let me");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains(
                        "This needs one of these roles: Security administrator, Global administrator. Nothing was changed.");
        assertThat(server.part(Locks.class).stopsSending(restriction.account(), server.now()))
                .isPresent();
    }

    @Test
    void theAllowListIsShownAsWhatLetsMailPass() {
        SendingRestriction restriction = samples.hijacked("allowed@seven.si");
        samples.allow("allowed@seven.si", "Works for the mayor", Optional.of(Duration.ofDays(1)));
        assertThat(ana.get(details(restriction)).body())
                .contains("can send mail, although this restriction holds", "Works for the mayor", "Allow-listed")
                .containsPattern("until \\d+ \\w+ \\d{4}, ");
    }

    @Test
    void earlierRestrictionsAndReleasesAreCountedAndListed() {
        SendingRestriction first = samples.hijacked("again@eight.si");
        samples.release(first, "First time");
        server.advance(Duration.ofSeconds(1));
        SendingRestriction second = samples.hijacked("again@eight.si");
        assertThat(ana.get(details(second)).body())
                .contains("1 earlier restriction, 1 of them ended by unblocking.")
                .contains(first.id(), "First time");
    }

    @Test
    void everyColumnSortsBothWays() {
        SendingRestriction b = samples.byOperator("sort-b@nine.si", "x");
        server.advance(Duration.ofSeconds(1));
        SendingRestriction a = samples.restricted(
                "sort-a@nine.si",
                Limit.EXTERNAL_PER_HOUR,
                501,
                Optional.of(server.now().plusSeconds(99)));
        samples.refused(a, 7);
        samples.refused(b, 10);

        for (Map.Entry<String, List<String>> order : Map.of(
                        "account", List.of("sort-a@nine.si", "sort-b@nine.si"),
                        "setby", List.of("sort-a@nine.si", "sort-b@nine.si"),
                        "since", List.of("sort-b@nine.si", "sort-a@nine.si"),
                        "end", List.of("sort-a@nine.si", "sort-b@nine.si"),
                        "refused", List.of("sort-a@nine.si", "sort-b@nine.si"))
                .entrySet()) {
            String address = LIST + "?search=nine.si&sort=" + order.getKey() + "&order=";
            assertThat(accounts(ana.get(address + "ascending"))).isEqualTo(order.getValue());
            assertThat(accounts(ana.get(address + "descending")))
                    .isEqualTo(order.getValue().reversed());
            assertThat(ana.get(address + "ascending").body())
                    .containsOnlyOnce("aria-sort=\"ascending\"")
                    .containsPattern("href=\"[^\"]*sort=" + order.getKey() + "&amp;order=descending\"");
        }
    }

    @Test
    void longListsHavePagesThatHoldEachRowOnce() {
        for (int i = 100; i < 160; i++) {
            samples.byOperator("page" + i + "@ten.si", "x");
        }
        HttpResponse<String> first = ana.get(LIST + "?search=ten.si&sort=account");
        assertThat(accounts(first)).hasSize(50).startsWith("page100@ten.si");
        String next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"")
                .matcher(first.body())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .replace("&amp;", "&");
        HttpResponse<String> second = ana.get(next);
        assertThat(accounts(second)).hasSize(10).startsWith("page150@ten.si");
        assertThat(second.body()).contains("First page").doesNotContain("rel=\"next\"");
        assertThat(ana.get(next.replaceAll("after=.*", "after=nonsense")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void endedOnesHaveATabAndEmptyListsSayWhatThatMeans() {
        SendingRestriction restriction = samples.hijacked("ended@eleven.si");
        samples.release(restriction, "Done");
        assertThat(accounts(ana.get(LIST + "?search=eleven"))).isEmpty();
        assertThat(ana.get(LIST + "?search=eleven").body())
                .contains("Nothing found for “eleven”", "Search ended ones too");
        assertThat(accounts(ana.get(LIST + "?search=eleven&status=ended"))).containsExactly("ended@eleven.si");
        assertThat(accounts(ana.get(LIST + "?search=eleven&status=all"))).containsExactly("ended@eleven.si");
    }

    @Test
    void aTemporaryRestrictionEndsByItself() {
        SendingRestriction restriction = samples.restricted(
                "today@twelve.si",
                Limit.EXTERNAL_PER_HOUR,
                502,
                Optional.of(server.now().plus(Duration.ofMinutes(1))));
        assertThat(ana.get(details(restriction)).body()).contains("Time: it ends by itself on");
        server.advance(Duration.ofMinutes(1));
        assertThat(ana.get(details(restriction)).body())
                .contains("This restriction of today@twelve.si ended by itself.")
                .doesNotContain("<textarea");
    }

    private static HttpResponse<String> release(Visit visit, SendingRestriction restriction, String reason) {
        return visit.post(details(restriction) + "/release", Map.of("reason", reason), LIST);
    }

    private static String details(SendingRestriction restriction) {
        return LIST + "/" + restriction.id();
    }

    private static List<String> accounts(HttpResponse<String> page) {
        return ACCOUNTS.matcher(page.body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .map(name -> AccountName.of(name).value())
                .toList();
    }
}
