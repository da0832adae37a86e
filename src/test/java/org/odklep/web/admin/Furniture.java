package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Evidence;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.user.User;
import org.odklep.web.admin.words.Language;

/**
 * What fills a server so that its pages show everything they can: a day in the life of a help desk, with the longest and
 * the most hostile names that get in.
 *
 * @param hijacked the usual case, restricted for the second time
 * @param released by a person
 * @param over ended by its own time
 * @param allowed restricted, and on the allow-list
 * @param temporary ends by itself
 * @param byOperator without evidence
 * @param hostile names that are markup, and one that is as long as it may be
 * @param user somebody of the directory, locked out and blocked
 * @param restricted somebody of the directory who may not send, and did since what an administrator asked for
 * @param stranger one whose names are markup
 */
record Furniture(
        SendingRestriction hijacked,
        SendingRestriction released,
        SendingRestriction over,
        SendingRestriction allowed,
        SendingRestriction temporary,
        SendingRestriction byOperator,
        SendingRestriction hostile,
        User user,
        User restricted,
        User stranger) {
    static final String ADMINISTRATOR = "vera";
    static final String AUDITOR = "revizor";

    /** Has to choose another password. */
    static final String NEWCOMER = "nova.sodelavka@example.si";

    private static final String MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    /** Fills a new server. */
    static Furniture in(RunningServer server) {
        Samples samples = new Samples(server);
        server.administrator(ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR);
        server.administrator(AUDITOR, Role.AUDITOR);
        server.userWhoMustChange(NEWCOMER, Role.HELPDESK_ADMINISTRATOR);
        policies(samples);
        SendingRestriction earlier = samples.hijacked("ana.novak@example.si");
        SendingRestriction over = samples.restricted(
                "sola@example.si",
                Limit.ALL_PER_DAY,
                1001,
                Optional.of(samples.server().now().plusSeconds(3600)));
        server.advance(Duration.ofMinutes(5));
        samples.release(earlier, "Called Ana: a mailing to parents, not spam.");
        server.advance(Duration.ofHours(20));
        SendingRestriction hijacked = samples.hijacked("ana.novak@example.si");
        samples.refused(hijacked, 1342);
        server.advance(Duration.ofMinutes(17));
        SendingRestriction released =
                samples.restricted("prodaja@example.si", Limit.FIRST_TIME_PER_DAY, 203, Optional.of(evening(server)));
        server.advance(Duration.ofMinutes(3));
        samples.release(released, "Offer to new customers; the owner confirmed it over the telephone.");
        samples.sent("ana.novak@example.si", 70);
        User tajnistvo = samples.user("tajnistvo@example.si", "Tajništvo");
        samples.sent("tajnistvo@example.si", 12);
        samples.signedIn(tajnistvo, "203.0.113.77");
        samples.month();
        samples.token("monitoring", Role.AUDITOR, Duration.ofDays(90));
        samples.token(MARKUP, Role.GLOBAL_ADMINISTRATOR, Duration.ofDays(7));
        return new Furniture(
                hijacked,
                released,
                over,
                allowed(samples),
                samples.restricted("tajnistvo@example.si", Limit.INTERNAL_PER_HOUR, 1004, Optional.of(evening(server))),
                byOperator(samples),
                hostile(samples),
                samples.lockedOut("eva.zajc@example.si", "Eva Zajc", Role.AUDITOR),
                tajnistvo,
                samples.user("x".repeat(60) + "@example.si", MARKUP + " " + "reallyunbreakable".repeat(8)));
    }

    /** The account that is released in the browser; each language needs one of its own. */
    static String toRelease(Locale language) {
        return language.equals(Language.SLOVENE) ? "racunovodstvo@example.si" : "accounts@example.si";
    }

    private static Instant evening(RunningServer server) {
        return server.now().plus(Duration.ofHours(8));
    }

    private static void policies(Samples samples) {
        samples.policy(Map.of(
                "displayName", "Newsletters",
                "mode", "shadow",
                "limits", Map.of("externalRecipientsPerHour", 0, "recipientsPerDay", 20_000),
                "conditions", Map.of("groups", List.of("newsletter"), "domains", List.of("news.example.si")),
                "exceptions", Map.of("accounts", List.of("trainee@news.example.si"))));
        samples.policy(Map.of(
                "displayName",
                MARKUP,
                "isEnabled",
                false,
                "actionWhenThresholdReached",
                "BlockUserForToday",
                "conditions",
                Map.of("groups", List.of(MARKUP, "x".repeat(120)))));
        samples.alert(
                "news@news.example.si",
                true,
                Action.RESTRICT,
                samples.evidence("Newsletters", Limit.ALL_PER_DAY, 20_001, List.of()));
        samples.alert(
                longest("alerts"),
                false,
                Action.ALERT,
                samples.evidence(MARKUP, Limit.MESSAGES_PER_MINUTE, 31, List.of()));
    }

    private static SendingRestriction allowed(Samples samples) {
        SendingRestriction allowed = samples.restricted("zupan@example.si", Limit.ALL_PER_DAY, 1002, Optional.empty());
        samples.allow("zupan@example.si", "Election day", Optional.of(Duration.ofDays(2)));
        samples.allow("@alerts.example.si", "Machines that page the firemen", Optional.empty());
        return allowed;
    }

    private static SendingRestriction byOperator(Samples samples) {
        for (Locale language : Language.ALL) {
            samples.restricted(toRelease(language), Limit.ALL_PER_DAY, 502, Optional.empty());
        }
        samples.byOperator(longest("a.mailbox"), "Reported by abuse@example.org");
        return samples.byOperator("bojan.kos@example.si", "Many complaints: " + "reallyunbreakable".repeat(40));
    }

    private static SendingRestriction hostile(Samples samples) {
        Instant now = samples.server().now();
        ClientAddress address = new ClientAddress("2001:db8:1234:5678:9abc:def0:1234:5678");
        Evidence evidence = new Evidence(
                "gone",
                MARKUP,
                Limit.EXTERNAL_PER_HOUR.key(),
                500,
                1_000_501,
                Limit.EXTERNAL_PER_HOUR.window(),
                List.of(new ClientCount(address, 12_345, now)),
                List.of(new MessageTrace(
                        now,
                        "4fXq2k0Rz8zVQxA".repeat(2),
                        longest("alias"),
                        1000,
                        List.of("a" + "-long".repeat(11) + ".example.org", "example.net"),
                        26_214_400,
                        address)));
        return samples.restricted(
                AccountName.of((MARKUP + "@example.si").toLowerCase(Locale.ROOT)), evidence, Optional.empty());
    }

    private static String longest(String beginning) {
        String domain = "@department-of-long-names.example.si";
        return beginning + ".x".repeat((AccountName.MAX_LENGTH - beginning.length() - domain.length()) / 2) + domain;
    }
}
