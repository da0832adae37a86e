package org.odklep.signin.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;
import org.odklep.signin.SessionOwner;

/**
 * Encrypts the keys of authenticator apps with AES-256-GCM under a key that is not in the database, so that a copy of the database
 * makes no codes. What was sealed for one owner opens for nobody else.
 */
public final class KeySeal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /**
     * @param secret of at least 128 random bits, the same on every node
     * @param random of cryptographic quality
     */
    public KeySeal(Secret secret, RandomGenerator random) {
        this.key = new SecretKeySpec(Sha256.of("second factor " + secret.reveal()), "AES");
        this.random = random;
    }

    String seal(SessionOwner owner, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, owner, nonce).doFinal(plain);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was sealed; empty when it was sealed for somebody else, or under another key. */
    Optional<byte[]> open(SessionOwner owner, String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        try {
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] sealed = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, owner, nonce).doFinal(sealed));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, SessionOwner owner, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.key().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
