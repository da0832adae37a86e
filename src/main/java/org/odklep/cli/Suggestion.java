package org.odklep.cli;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant who wrote a word that there is not. */
final class Suggestion {
    private Suggestion() {}

    /** Such as {@code ; did you mean 'restrict'?}; empty where nothing is alike. */
    static String of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> changes(word, each)))
                .filter(each -> isAlike(word, each))
                .map(each -> "; did you mean '" + each + "'?")
                .orElse("");
    }

    private static boolean isAlike(String word, String known) {
        return changes(word, known) <= Math.max(1, word.length() / 3)
                || (word.length() > 2 && known.startsWith(word))
                || (known.length() > 2 && word.startsWith(known));
    }

    /** How many characters have to be put in, taken out or replaced to make one text of another (Levenshtein). */
    static int changes(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[to.length()];
    }
}
