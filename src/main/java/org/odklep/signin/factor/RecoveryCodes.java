package org.odklep.signin.factor;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.odklep.kernel.Base32;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;
import org.odklep.signin.SessionOwner;

/** Codes of 120 random bits, each good once, so that a plain hash of them is safe to store. */
final class RecoveryCodes {
    static final int NUMBER = 10;
    private static final int LETTERS = 24;

    private RecoveryCodes() {}

    static List<Secret> make(RandomGenerator random) {
        return IntStream.range(0, NUMBER)
                .mapToObj(each -> Secret.of(Base32.grouped(Base32.random(LETTERS, random))))
                .toList();
    }

    static String hash(SessionOwner owner, Secret code) {
        return Sha256.hex(owner.key() + " " + Base32.normalise(code.reveal()));
    }

    /** Whether a text is as long as a recovery code, and not a code of an app. */
    static boolean looksLike(Secret text) {
        return text.reveal().length() <= 4 * LETTERS
                && Base32.normalise(text.reveal()).length() == LETTERS;
    }
}
