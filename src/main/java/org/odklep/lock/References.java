package org.odklep.lock;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.odklep.kernel.Base32;

/** Short references for locks that people read out over the telephone: eight letters and digits, 40 random bits. */
public final class References {
    private static final int LENGTH = 8;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]{8}");
    private static final Pattern BETWEEN = Pattern.compile("[^A-Za-z0-9]+");
    private static final int MAX_WORDS = 40;

    private References() {}

    public static String next(RandomGenerator random) {
        return Base32.random(LENGTH, random);
    }

    /** The reference that a reader meant; see {@link Base32#normalise}. */
    public static String normalise(String text) {
        return Base32.normalise(text);
    }

    /**
     * What may be a reference in a text that somebody read out or pasted: the text itself, or the words of a whole bounce. The
     * name of an account holds none.
     */
    public static List<String> within(String text) {
        String bare = text.strip();
        boolean sentence = bare.chars().anyMatch(Character::isWhitespace);
        if (!sentence) {
            return bare.indexOf('@') < 0 ? List.of(normalise(bare)) : List.of();
        }
        return Stream.concat(
                        Stream.of(normalise(bare)).filter(whole -> whole.length() == LENGTH),
                        BETWEEN.splitAsStream(bare)
                                .filter(word -> WORD.matcher(word).matches())
                                .limit(MAX_WORDS)
                                .map(References::normalise))
                .distinct()
                .toList();
    }
}
