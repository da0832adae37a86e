package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.odklep.cli.doctor.Finding.Severity;

/**
 * The findings in a form for people; as a record with its counts it is ready to be written as JSON, too.
 *
 * @param findings the worst first
 */
public record DoctorReport(long errors, long warnings, long hints, List<Finding> findings) {
    private static final int LABEL = 9;
    private static final int NARROWEST = 40;

    public DoctorReport {
        findings = List.copyOf(findings);
    }

    public static DoctorReport of(List<Finding> findings) {
        return new DoctorReport(
                count(findings, Severity.ERROR),
                count(findings, Severity.WARNING),
                count(findings, Severity.HINT),
                findings);
    }

    /** True when there is nothing to mend. */
    public boolean isFine() {
        return errors == 0 && warnings == 0;
    }

    /** Plain text without colours, wrapped to a number of columns; lines to paste are never wrapped. */
    public String text(int columns) {
        int width = Math.max(NARROWEST, columns) - LABEL;
        StringBuilder out = new StringBuilder();
        Set<String> given = new HashSet<>();
        for (Finding finding : findings) {
            block(out, label(finding.severity()), wrap(finding.service() + ": " + finding.what() + ".", width));
            block(out, "", wrap(finding.why(), width));
            String remedy = finding.remedy();
            remedy(out, remedy.isEmpty() || given.add(remedy) ? remedy : "the same as above.", width);
            out.append('\n');
        }
        return out.append(summary()).append('\n').toString();
    }

    private String summary() {
        return isFine()
                ? "Nothing is wrong" + (hints == 0 ? "." : "; " + counted(hints, "hint") + ".")
                : counted(errors, "error") + ", " + counted(warnings, "warning") + ", " + counted(hints, "hint") + ".";
    }

    private static String label(Severity severity) {
        return switch (severity) {
            case OK -> "ok";
            case HINT -> "hint";
            case WARNING -> "WARNING";
            case ERROR -> "ERROR";
        };
    }

    private static void block(StringBuilder out, String label, List<String> lines) {
        String start = label;
        for (String line : lines) {
            out.append((start + " ".repeat(LABEL - start.length()) + line).stripTrailing())
                    .append('\n');
            start = "";
        }
    }

    /** Lines to paste stand at the left edge: in main.cf a line that starts with a space continues the one before. */
    private static void remedy(StringBuilder out, String remedy, int width) {
        String start = "Fix: ";
        for (String line : remedy.lines().toList()) {
            if (line.startsWith(Finding.PASTE)) {
                out.append(line.substring(Finding.PASTE.length())).append('\n');
            } else {
                block(out, "", wrap(start + line, width));
            }
            start = "";
        }
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
