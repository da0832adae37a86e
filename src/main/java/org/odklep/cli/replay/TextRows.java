package org.odklep.cli.replay;

import java.util.List;

/** Sentences and rows that fit a page of {@value #WIDTH} columns. */
final class TextRows {
    static final int WIDTH = 100;

    private static final String GAP = "  ";

    private TextRows() {}

    /** Such as "1 line" and "2 lines". */
    static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    /** The sentence on lines, each but the first behind the margin. A word that is too long stays whole. */
    static String wrap(String sentence, String margin) {
        StringBuilder text = new StringBuilder();
        int begin = 0;
        String before = "";
        while (sentence.length() - begin > WIDTH - before.length()) {
            int blank = sentence.lastIndexOf(' ', begin + WIDTH - before.length());
            blank = blank <= begin ? sentence.indexOf(' ', begin + 1) : blank;
            if (blank < 0) {
                break;
            }
            text.append(before).append(sentence, begin, blank).append('\n');
            begin = blank + 1;
            before = margin;
        }
        return text.append(before)
                .append(sentence, begin, sentence.length())
                .append('\n')
                .toString();
    }

    /**
     * Aligned columns. A first value that is too long for its column has a line of its own, so that it can be copied.
     *
     * @param titles those of columns that are aligned to the right begin with ">"
     */
    static String table(List<String> titles, List<List<String>> rows) {
        int[] widths = new int[titles.size()];
        int others = 0;
        for (int i = 1; i < widths.length; i++) {
            widths[i] = width(titles, rows, i);
            others += widths[i] + GAP.length();
        }
        widths[0] = Math.min(width(titles, rows, 0), WIDTH - others);
        StringBuilder text = new StringBuilder();
        append(text, titles, titles.stream().map(TextRows::bare).toList(), widths);
        rows.forEach(row -> append(text, titles, row, widths));
        return text.toString();
    }

    private static int width(List<String> titles, List<List<String>> rows, int column) {
        int title = bare(titles.get(column)).length();
        return rows.stream().mapToInt(row -> length(row.get(column))).reduce(title, Math::max);
    }

    private static void append(StringBuilder text, List<String> titles, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String value = row.get(i);
            if (length(value) > widths[i]) {
                text.append(value).append('\n');
                value = "";
            }
            String padding = " ".repeat(widths[i] - length(value));
            line.append(i == 0 ? "" : GAP).append(titles.get(i).startsWith(">") ? padding + value : value + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String bare(String title) {
        return title.startsWith(">") ? title.substring(1) : title;
    }

    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }
}
