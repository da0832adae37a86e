package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Postfix's word splitting: separators inside balanced braces do not separate. */
final class BraceWords {
    /** Separates the words of a restriction list. */
    static final String COMMA_OR_SPACE = ", \t\r\n";
    /** Separates the words of a command line in master.cf. */
    static final String SPACE = " \t\r\n";

    private BraceWords() {}

    /** The words of a text; a brace without its partner reaches to the end. */
    static List<String> split(String text, String separators) {
        List<String> words = new ArrayList<>();
        int depth = 0;
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth = depth(depth, c);
            boolean separates = depth == 0 && separators.indexOf(c) >= 0;
            if (separates && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!separates && start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }

    /** What stands inside, when a word is one pair of braces from end to end. */
    static Optional<String> unbraced(String word) {
        int end = word.startsWith("{") ? closing(word, 0) : -1;
        return end == word.length() - 1 && end > 0
                ? Optional.of(word.substring(1, end).strip())
                : Optional.empty();
    }

    /** Where the brace that opens at a place is closed; -1 if it is not. */
    static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth = depth(depth, text.charAt(i));
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int depth(int depth, char c) {
        return switch (c) {
            case '{' -> depth + 1;
            case '}' -> Math.max(0, depth - 1);
            default -> depth;
        };
    }
}
