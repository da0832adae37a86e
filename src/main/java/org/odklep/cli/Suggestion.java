package org.odklep.cli;

import java.util.Collection;
import java.util.Comparator;
import org.odklep.kernel.Spelling;

/** What somebody may have meant who wrote a word that there is not. */
final class Suggestion {
    private Suggestion() {}

    /** Such as {@code ; did you mean 'restrict'?}; empty where nothing is alike. */
    static String of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> Spelling.changes(word, each)))
                .filter(each -> isAlike(word, each))
                .map(each -> "; did you mean '" + each + "'?")
                .orElse("");
    }

    private static boolean isAlike(String word, String known) {
        return Spelling.changes(word, known) <= Math.max(1, word.length() / 3)
                || (word.length() > 2 && known.startsWith(word))
                || (known.length() > 2 && word.startsWith(known));
    }
}
