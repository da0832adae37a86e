package org.odklep.kernel;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Codes that people read out and type: Crockford's base 32, digits and capital letters without I, L, O and U, five bits
 * each.
 */
public final class Base32 {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUP = 4;

    private Base32() {}

    /** So many random letters. */
    public static String random(int letters, RandomGenerator random) {
        StringBuilder text = new StringBuilder(letters);
        for (int i = 0; i < letters; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** The code in groups of four with hyphens between, for the eye. */
    public static String grouped(String code) {
        return code.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }

    /** The code that a reader meant: any case, O for 0, I and L for 1, hyphens and blanks ignored. */
    public static String normalise(String text) {
        return text.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replaceAll("[\\s-]", "");
    }
}
