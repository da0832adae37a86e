package org.odklep.signin.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that change every half minute: RFC 6238 with HMAC-SHA-1 and six digits, which every authenticator app knows. */
public final class Totp {
    /** Of a key: what RFC 4226 recommends. */
    static final int KEY_BYTES = 20;

    static final int DIGITS = 6;
    static final int SECONDS = 30;

    /** How many steps a clock may be off, each way. */
    static final int WINDOW = 1;

    private static final String ALGORITHM = "HmacSHA1";
    private static final int MODULUS = 1_000_000;

    private Totp() {}

    /** The number of the half minute that an instant is in. */
    public static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /** The code of a step. */
    public static String code(byte[] key, long step) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * The step whose code a text is: the present one, or one beside it.
     *
     * @param used the last step whose code was taken; neither it nor an earlier one is good again
     */
    static OptionalLong match(byte[] key, String code, long used, Instant now) {
        long present = step(now);
        for (long step = Math.max(present - WINDOW, used + 1); step <= present + WINDOW; step++) {
            byte[] right = code(key, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, code.getBytes(StandardCharsets.UTF_8))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }
}
