package org.odklep.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Text for people, filled line by line. Values may come from strangers (senders, clients), so that characters that
 * steer a terminal or hide are shown as "?".
 */
public final class Page {
    private static final int LABEL = 12;

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final Times times;

    /** @param width characters on a line; longer lines are broken between words */
    public Page(int width, Times times) {
        this.width = width;
        this.times = times;
    }

    public Times times() {
        return times;
    }

    /** A paragraph. */
    public Page line(String line) {
        return put("", line, "");
    }

    public Page blank() {
        text.append('\n');
        return this;
    }

    /** A paragraph, set in by two characters. */
    public Page item(String line) {
        return put("  ", line, "  ");
    }

    /** A name with its value, set in by two characters; nothing for an empty value. */
    public Page field(String label, String value) {
        return value.isEmpty() ? this : put("  " + pad(label, LABEL), value, " ".repeat(LABEL + 2));
    }

    /** A table, set in. */
    public Page table(int indent, Table table) {
        for (String line : table.lines(width - indent)) {
            text.append((" ".repeat(indent) + line).stripTrailing()).append('\n');
        }
        return this;
    }

    /** A table from the margin. */
    public Page table(Table table) {
        return table(0, table);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** The text with everything replaced that a terminal would obey or a reader could not see. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isHidden(c) ? '?' : c));
        return clean.toString();
    }

    /** The words of a text on lines of at most {@code width} characters; a longer word gets a line of its own. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int margin = text.length() - text.stripLeading().length();
        line.repeat(' ', margin);
        for (String word : text.substring(margin).split(" ", -1)) {
            if (line.length() > margin && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                margin = 0;
            }
            line.append(line.length() <= margin ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
    }

    private Page put(String first, String line, String others) {
        String start = first;
        for (String each : wrap(clean(line), width - first.length())) {
            text.append((start + each).stripTrailing()).append('\n');
            start = others;
        }
        return this;
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
