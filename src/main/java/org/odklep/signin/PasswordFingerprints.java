package org.odklep.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;

/**
 * Recognises a password that was tried on the same account before, and tells nothing else of it: 32 bits of HMAC-SHA-256
 * under a key that dies with the process, so that a stolen database is no help in guessing.
 */
public final class PasswordFingerprints {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** @param random of cryptographic quality */
    public PasswordFingerprints(RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    int of(AccountName account, Secret password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(account.value().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return ByteBuffer.wrap(mac.doFinal(password.reveal().getBytes(StandardCharsets.UTF_8)))
                    .getInt();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
