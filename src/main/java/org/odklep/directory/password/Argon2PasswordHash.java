package org.odklep.directory.password;

import org.odklep.account.PasswordHash;
import org.odklep.kernel.Secret;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Argon2id with the least that OWASP's Password Storage Cheat Sheet names: 19 MiB, two passes, one lane. In Java. */
public final class Argon2PasswordHash implements PasswordHash {
    static final int SALT_BYTES = 16;
    static final int HASH_BYTES = 32;
    static final int LANES = 1;
    static final int MEMORY_KIB = 19 * 1024;
    static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

    @Override
    public String of(Secret password) {
        String hash = encoder.encode(password.reveal());
        if (hash == null) {
            throw new IllegalStateException("no hash of a password");
        }
        return hash;
    }

    @Override
    public boolean matches(Secret password, String hash) {
        return encoder.matches(password.reveal(), hash);
    }

    @Override
    public boolean isOutdated(String hash) {
        return Argon2Form.isOutdated(hash);
    }

    @Override
    public boolean reads(String hash) {
        return Argon2Form.reads(hash);
    }
}
