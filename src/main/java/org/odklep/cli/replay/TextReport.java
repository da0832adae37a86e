package org.odklep.cli.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.odklep.cli.replay.log.LogReading;
import org.odklep.sending.Limit;

/** A report for people: the answer in a sentence, then rows, then what one has to know to judge it. */
final class TextReport {
    private static final int SHOWN_DOMAINS = 5;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final ReplayReport report;
    private final ZoneId zone;
    private final StringBuilder text = new StringBuilder();

    private TextReport(ReplayReport report, ZoneId zone) {
        this.report = report;
        this.zone = zone;
    }

    /** @param zone of the times that are shown */
    static String of(ReplayReport report, ZoneId zone) {
        TextReport page = new TextReport(report, zone);
        page.answer();
        page.restrictions();
        page.alerts();
        page.refused();
        page.basis();
        page.text.append(notes(report));
        return page.text.toString();
    }

    /** What has to be known to judge the numbers, and the lines that could not be understood; empty for nothing. */
    static String notes(ReplayReport report) {
        StringBuilder text = new StringBuilder();
        report.notices().forEach(notice -> text.append(TextRows.wrap("Note: " + notice, "      ")));
        long unread = report.reading().counts().unread();
        if (unread > 0) {
            text.append(TextRows.count(unread, "line")).append(" could not be understood");
            text.append(unread > report.reading().unread().size() ? ", the first:\n" : ":\n");
            report.reading().unread().forEach(line -> text.append(TextRows.wrap("  " + line, "    ")));
        }
        return text.toString();
    }

    private void answer() {
        long restricted = report.restrictedAccounts();
        String sentence = restricted == 0
                ? "No account would have been restricted."
                : "%d of %s would have been restricted; %d of %s would not have been reached."
                        .formatted(
                                restricted,
                                TextRows.count(report.accounts(), "account"),
                                report.notReached(),
                                TextRows.count(report.recipients(), "recipient"));
        text.append(TextRows.wrap(sentence, "")).append('\n');
    }

    private void restrictions() {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : report.of(Finding.Event.RESTRICTION)) {
            rows.add(List.of(
                    finding.account().value(),
                    time(finding.since()),
                    finding.until().map(this::time).orElse("when released"),
                    words(finding.limit()),
                    measured(finding),
                    Long.toString(finding.recipients())));
        }
        table(List.of("ACCOUNT", "SINCE", "ENDS", "LIMIT", "MEASURED", ">UNREACHED"), rows);
    }

    private void alerts() {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (finding.event() == Finding.Event.ALERT || finding.event() == Finding.Event.SHADOW) {
                rows.add(List.of(
                        finding.account().value(),
                        time(finding.since()),
                        finding.event() == Finding.Event.SHADOW ? "in shadow" : "alert",
                        words(finding.limit()),
                        measured(finding)));
            }
        }
        if (!rows.isEmpty()) {
            text.append("Recorded, and nothing refused:\n\n");
        }
        table(List.of("ACCOUNT", "AT", "RECORDED", "LIMIT", "MEASURED"), rows);
    }

    private void refused() {
        sum(Finding.Event.TOO_MANY_RECIPIENTS, "refused for too many recipients in one message");
        sum(Finding.Event.TOO_FAST, "put off for too many messages within a minute");
    }

    private void sum(Finding.Event event, String what) {
        List<Finding> all = report.of(event);
        if (!all.isEmpty()) {
            String sentence = TextRows.count(
                            all.stream().mapToLong(Finding::messages).sum(), "message") + " to "
                    + TextRows.count(all.stream().mapToLong(Finding::recipients).sum(), "recipient") + " " + what + ": "
                    + String.join(", ", all.stream().map(TextReport::share).toList()) + ".";
            text.append(TextRows.wrap(sentence, "  ")).append('\n');
        }
    }

    private static String share(Finding finding) {
        return finding.account() + " " + finding.messages();
    }

    private void basis() {
        LogReading reading = report.reading();
        LogReading.Counts counts = reading.counts();
        String period = reading.first().map(this::time).orElse("") + " to "
                + reading.last().map(this::time).orElse("");
        text.append(TextRows.wrap(
                "Read: %s, %s of %s%s; times are those of %s."
                        .formatted(
                                TextRows.count(counts.lines(), "line"),
                                TextRows.count(reading.messages().size(), "message"),
                                TextRows.count(report.accounts(), "account"),
                                reading.messages().isEmpty() ? "" : ", " + period,
                                isUtc() ? "UTC" : zone),
                "  "));
        text.append(TextRows.wrap("Policies: " + report.policies().origin() + ".", "  "));
        text.append(TextRows.wrap("Internal domains: " + domains() + ".", "  "));
    }

    /** By whatever of its names, such as Etc/UTC on Debian. */
    private boolean isUtc() {
        return zone.getRules().equals(ZoneOffset.UTC.getRules());
    }

    private String domains() {
        List<String> sorted = report.internal().domains().stream().sorted().toList();
        String shown = sorted.isEmpty()
                ? "none"
                : String.join(", ", sorted.subList(0, Math.min(SHOWN_DOMAINS, sorted.size())));
        return sorted.size() > SHOWN_DOMAINS ? shown + " and " + (sorted.size() - SHOWN_DOMAINS) + " more" : shown;
    }

    private void table(List<String> titles, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            text.append(TextRows.table(titles, rows)).append('\n');
        }
    }

    private String time(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    private static String measured(Finding finding) {
        OptionalLong measured = finding.measured();
        return (measured.isPresent() ? measured.getAsLong() + "/" : "") + finding.allowed();
    }

    /** Shorter than {@link Limit#words}, for a column. */
    private static String words(Limit limit) {
        return switch (limit) {
            case EXTERNAL_PER_HOUR -> "external per hour";
            case INTERNAL_PER_HOUR -> "internal per hour";
            case ALL_PER_DAY -> "all per day";
            case FIRST_TIME_PER_DAY -> "first-time per day";
            case PER_MESSAGE -> "per message";
            case MESSAGES_PER_MINUTE -> "messages a minute";
        };
    }
}
