package org.odklep.web.admin.home;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.odklep.kernel.Days;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.SendLedger;
import org.odklep.signin.SignInLog;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Chart;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** Charts of sign-ins and mail. They are read from totals of hours, so that they cost the same however much there was. */
@Component
class Totals {
    private final SignInLog signIns;
    private final SendLedger ledger;
    private final OrganisationDecision organisation;

    Totals(SignInLog signIns, SendLedger ledger, OrganisationDecision organisation) {
        this.signIns = signIns;
        this.ledger = ledger;
        this.organisation = organisation;
    }

    /** How far back charts go. */
    enum Range {
        DAY("day"),
        MONTH("month");

        private static final int HOURS = 24;
        private static final int DAYS = 30;

        private final String key;

        Range(String key) {
            this.key = key;
        }

        /** The range that an address names; a day for any other word. */
        static Range of(String key) {
            return Arrays.stream(values())
                    .filter(range -> range.key.equals(key))
                    .findFirst()
                    .orElse(DAY);
        }

        /** The beginnings of the columns: hours in UTC, or days in our zone. */
        private List<Instant> columns(Instant now, ZoneId zone) {
            Instant hour = now.truncatedTo(ChronoUnit.HOURS);
            LocalDate today = LocalDate.ofInstant(now, zone);
            return this == DAY
                    ? IntStream.range(0, HOURS)
                            .mapToObj(i -> hour.minus(Duration.ofHours(HOURS - 1 - i)))
                            .toList()
                    : IntStream.range(0, DAYS)
                            .mapToObj(i -> Days.beginning(today.minusDays(DAYS - 1 - i), zone))
                            .toList();
        }

        /** The beginning of the column that an hour belongs to. */
        private Instant column(Instant hour, ZoneId zone) {
            return this == DAY ? hour : Days.beginning(LocalDate.ofInstant(hour, zone), zone);
        }

        private String name(Instant column, Words words, ZoneId zone) {
            return this == DAY ? words.moment(column).minutes() : words.date(LocalDate.ofInstant(column, zone));
        }
    }

    /** The choices above the charts. */
    static List<Tab> tabs(Range chosen, Words words) {
        return Arrays.stream(Range.values())
                .map(range -> new Tab(
                        words.say("home.range." + range.key),
                        Address.of("/").with("range", range.key) + "#charts",
                        range == chosen))
                .toList();
    }

    /** Sign-ins and mail. */
    List<Chart> charts(Range range, Words words, Instant now) {
        ZoneId zone = organisation.zone();
        Plan plan = new Plan(range, range.columns(now, zone), words, zone);
        Instant since = plan.columns.getFirst();
        return List.of(
                chart(
                        plan,
                        words.say("home.signIns"),
                        List.of(words.say("home.signIns.succeeded"), words.say("home.signIns.failed")),
                        sum(
                                plan,
                                signIns.hours(since),
                                SignInLog.Hour::from,
                                hour -> List.of(hour.succeeded(), hour.failed()))),
                chart(
                        plan,
                        words.say("home.mail"),
                        List.of(words.say("home.mail.messages"), words.say("home.mail.recipients")),
                        sum(
                                plan,
                                ledger.hours(since),
                                SendLedger.Hour::from,
                                hour -> List.of(hour.messages(), hour.recipients()))));
    }

    private record Plan(Range range, List<Instant> columns, Words words, ZoneId zone) {}

    private static <H> Map<Instant, List<Long>> sum(
            Plan plan, List<H> hours, Function<H, Instant> from, Function<H, List<Long>> counts) {
        Map<Instant, List<Long>> sums = new HashMap<>();
        for (H hour : hours) {
            sums.merge(
                    plan.range.column(from.apply(hour), plan.zone),
                    counts.apply(hour),
                    (one, other) -> List.of(one.get(0) + other.get(0), one.get(1) + other.get(1)));
        }
        return sums;
    }

    private static Chart chart(Plan plan, String title, List<String> series, Map<Instant, List<Long>> sums) {
        List<Chart.Row> rows = plan.columns.stream()
                .map(column -> {
                    List<Long> counts = sums.getOrDefault(column, List.of(0L, 0L));
                    return new Chart.Row(
                            column.getEpochSecond(),
                            plan.range.name(column, plan.words, plan.zone),
                            counts,
                            counts.stream().map(plan.words::number).toList());
                })
                .toList();
        return new Chart(
                title,
                plan.words.say(plan.range == Range.DAY ? "home.hour" : "home.day"),
                plan.zone.getId(),
                series.stream().map(Chart.Series::new).toList(),
                rows);
    }
}
