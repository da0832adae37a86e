package org.odklep.lock;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Short references for locks that people read out over the telephone: eight letters and digits of Crockford's base 32
 * (no I, L, O, U), 40 random bits.
 */
public final class References {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;

    private References() {}

    public static String next(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** The reference that a reader meant: any case, O for 0, I and L for 1, hyphens and blanks ignored. */
    public static String normalise(String text) {
        return text.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replaceAll("[\\s-]", "");
    }
}
