package org.odklep.organisation;

import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.Base32;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;

/**
 * The code that lets whoever reads the server's output make the first administrator: 130 random bits, of which only the
 * SHA-256 is kept. It works once, dies with the process, and stops to work after {@value #MAX_WRONG} wrong ones.
 */
final class SetUpCode {
    static final int MAX_WRONG = 20;
    private static final int LETTERS = 26;

    private byte @Nullable [] hash;
    private int wrong;

    /** A new code, in groups; it replaces the one before. */
    synchronized String issue(RandomGenerator random) {
        String code = Base32.random(LETTERS, random);
        hash = Sha256.of(code);
        wrong = 0;
        return Base32.grouped(code);
    }

    /** Compares in constant time, and counts what is wrong. */
    synchronized Check check(Secret text) {
        if (wrong >= MAX_WRONG) {
            return Check.TOO_MANY;
        }
        if (hash != null && MessageDigest.isEqual(hash, Sha256.of(Base32.normalise(text.reveal())))) {
            return Check.RIGHT;
        }
        wrong++;
        return wrong >= MAX_WRONG ? Check.TOO_MANY : Check.WRONG;
    }

    /** No code works any more. */
    synchronized void die() {
        hash = null;
    }

    enum Check {
        RIGHT,
        WRONG,
        TOO_MANY
    }
}
