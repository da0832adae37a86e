package org.odklep.lock;

import java.util.random.RandomGenerator;
import org.odklep.kernel.Base32;

/** Short references for locks that people read out over the telephone: eight letters and digits, 40 random bits. */
public final class References {
    private static final int LENGTH = 8;

    private References() {}

    public static String next(RandomGenerator random) {
        return Base32.random(LENGTH, random);
    }

    /** The reference that a reader meant; see {@link Base32#normalise}. */
    public static String normalise(String text) {
        return Base32.normalise(text);
    }
}
