package org.odklep.gate.ldap;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;

/**
 * The programs that may read, each with a long random secret; a fast hash of that is enough. They are not locked out, for then
 * anybody could cut off the mail server; 20 characters cannot be guessed.
 */
public final class ServiceAccounts {
    static final int SHORTEST = 20;

    private static final String HASHED = "{SHA256}";
    private static final int HASH_LETTERS = 64;

    private final Map<String, byte[]> hashes = new HashMap<>();

    /**
     * @param secrets by name: the secret itself, or <code>{SHA256}</code> and its SHA-256 in hex
     * @throws IllegalArgumentException when one is too short or unreadable; the message names whose and never the secret
     */
    public ServiceAccounts(Map<String, Secret> secrets) {
        secrets.forEach((name, secret) -> hashes.put(key(name), hash(name, secret.reveal())));
    }

    boolean isRight(String name, Secret password) {
        byte[] unknown = Sha256.of("");
        byte[] expected = hashes.getOrDefault(key(name), unknown);
        return MessageDigest.isEqual(Sha256.of(password.reveal()), expected) && expected != unknown;
    }

    private static byte[] hash(String name, String secret) {
        if (secret.startsWith(HASHED)) {
            String hex = secret.substring(HASHED.length());
            if (hex.length() != HASH_LETTERS || !hex.matches("[0-9a-fA-F]+")) {
                throw new IllegalArgumentException(
                        "services: behind {SHA256}, '" + name + "' needs " + HASH_LETTERS + " hex digits");
            }
            return HexFormat.of().parseHex(hex);
        }
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException("services: the secret of '" + name + "' needs at least " + SHORTEST
                    + " characters; make one with: openssl rand -hex 20");
        }
        return Sha256.of(secret);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
