package org.odklep.cli.replay;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Findings as CSV (RFC 4180): a header, one line for each, CR LF at the end of lines. A field that a spreadsheet would take
 * for a formula begins with an apostrophe.
 */
final class CsvReport {
    private static final List<String> HEADER = List.of(
            "event",
            "account",
            "since",
            "until",
            "policy",
            "limit",
            "allowed",
            "measured",
            "messagesRefused",
            "recipientsNotReached");
    private static final String FORMULA = "=+-@\t\r";
    private static final String QUOTED = ",\"\r\n";

    private CsvReport() {}

    static String of(ReplayReport report) {
        StringBuilder text = new StringBuilder();
        append(text, HEADER);
        report.findings().forEach(finding -> append(text, fields(finding)));
        return text.toString();
    }

    private static List<String> fields(Finding finding) {
        return List.of(
                finding.event().key(),
                finding.account().value(),
                finding.since().toString(),
                finding.until().map(Instant::toString).orElse(""),
                finding.policy(),
                finding.limit().key(),
                Long.toString(finding.allowed()),
                finding.measured().isPresent()
                        ? Long.toString(finding.measured().getAsLong())
                        : "",
                Long.toString(finding.messages()),
                Long.toString(finding.recipients()));
    }

    private static void append(StringBuilder text, List<String> fields) {
        text.append(fields.stream().map(CsvReport::field).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String field(String value) {
        String safe = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.chars().anyMatch(c -> QUOTED.indexOf(c) >= 0) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
