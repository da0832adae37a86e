package org.odklep.cli.client;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** What is wrong with a text that is no JSON, for people who wrote it by hand. */
public final class BrokenJson {
    private static final int SHOWN_BEFORE = 24;
    private static final int SHOWN_AFTER = 12;

    private BrokenJson() {}

    /** Where it breaks and why, such as {@code line 3, column 36: a value is missing ..., near: 5,}}. */
    public static String words(String text, JacksonException problem) {
        TokenStreamLocation place = problem.getLocation();
        if (place == null || place.getLineNr() < 1) {
            return reason(problem, "", 0);
        }
        int line = place.getLineNr();
        int column = place.getColumnNr();
        String here = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        return "line " + line + ", column " + column + ": " + reason(problem, here, Math.max(0, column - 1));
    }

    private static String reason(JacksonException problem, String line, int at) {
        if (problem instanceof UnexpectedEndOfInputException) {
            return "the text ends too early; a }, a ] or a \" is missing";
        }
        if (problem instanceof StreamConstraintsException) {
            return "a value is too long or lies too deep";
        }
        if (String.valueOf(problem.getOriginalMessage()).startsWith("Duplicate")) {
            return "the same key stands twice in one object" + near(line, at);
        }
        return advice(at < line.length() ? line.charAt(at) : ' ') + near(line, at);
    }

    private static String advice(char found) {
        return switch (found) {
            case '}', ']' -> "a value is missing, or a comma is too much before the bracket";
            case '\'' -> "keys and texts stand between \"double quotes\"";
            case '"' -> "a comma or a colon is missing before the quote";
            default -> "keys and texts stand between \"double quotes\", values are parted by commas";
        };
    }

    private static String near(String line, int at) {
        int from = Math.max(0, Math.min(at, line.length()) - SHOWN_BEFORE);
        String part = line.substring(from, Math.min(line.length(), at + SHOWN_AFTER))
                .replaceAll("\\p{Cntrl}", "?")
                .strip();
        return part.isEmpty() ? "" : ", near: " + part;
    }
}
