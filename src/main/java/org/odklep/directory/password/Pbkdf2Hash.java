package org.odklep.directory.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * PBKDF2 (RFC 8018, 5.2) of up to 2,000,000 rounds, as OpenLDAP and 389 write it ({@code {PBKDF2-SHA256}10000$salt$hash}),
 * as passlib does ({@code $pbkdf2-sha256$10000$salt$hash}), both in base 64 with "." for "+", and as Django does
 * ({@code pbkdf2_sha256$10000$salt$hash}, the salt as it is), and as Dovecot does ({@code {PBKDF2}$1$salt$10000$hash}, SHA-1,
 * the salt as it is, the hash in hex).
 */
final class Pbkdf2Hash implements ForeignHash {
    private static final Pattern LDAP = Pattern.compile(
            "\\{PBKDF2(?:-(SHA1|SHA256|SHA512))?}(\\d+)\\$([A-Za-z0-9./+]{1,200}=*)\\$([A-Za-z0-9./+]{16,200}=*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSLIB = Pattern.compile(
            "\\$pbkdf2(?:-(sha256|sha512))?\\$(\\d+)\\$([A-Za-z0-9./]{1,200})\\$([A-Za-z0-9./]{16,200})");
    private static final Pattern DJANGO =
            Pattern.compile("pbkdf2_(sha1|sha256)\\$(\\d+)\\$([A-Za-z0-9]{1,200})\\$([A-Za-z0-9+/]{16,200}=*)");
    private static final Pattern DOVECOT = Pattern.compile(
            "\\{PBKDF2}\\$1\\$([A-Za-z0-9./]{1,200})\\$(\\d+)\\$([0-9a-f]{40})", Pattern.CASE_INSENSITIVE);
    private static final int MOST_ROUNDS = 2_000_000;

    @Override
    public boolean reads(String hash) {
        return parts(hash).isPresent();
    }

    @Override
    public boolean matches(byte[] password, String hash) {
        return parts(hash)
                .map(parts -> MessageDigest.isEqual(parts.derive(password), parts.hash))
                .orElse(false);
    }

    @Override
    public boolean isFast() {
        return false;
    }

    private static Optional<Parts> parts(String hash) {
        try {
            return parts(LDAP.matcher(hash), false)
                    .or(() -> parts(PASSLIB.matcher(hash), false))
                    .or(() -> parts(DJANGO.matcher(hash), true))
                    .or(() -> dovecot(DOVECOT.matcher(hash)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Parts> parts(Matcher found, boolean plainSalt) {
        if (!found.matches() || !ForeignHash.within(found.group(2), MOST_ROUNDS)) {
            return Optional.empty();
        }
        String digest = found.group(1) == null ? "sha1" : found.group(1).toLowerCase(Locale.ROOT);
        byte[] salt = plainSalt ? found.group(3).getBytes(StandardCharsets.US_ASCII) : decode(found.group(3));
        return Optional.of(new Parts(digest, Integer.parseInt(found.group(2)), salt, decode(found.group(4))));
    }

    private static Optional<Parts> dovecot(Matcher found) {
        if (!found.matches() || !ForeignHash.within(found.group(2), MOST_ROUNDS)) {
            return Optional.empty();
        }
        byte[] salt = found.group(1).getBytes(StandardCharsets.US_ASCII);
        byte[] hash = HexFormat.of().parseHex(found.group(3));
        return Optional.of(new Parts("sha1", Integer.parseInt(found.group(2)), salt, hash));
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replace('.', '+').replace("=", ""));
    }

    private record Parts(String digest, int rounds, byte[] salt, byte[] hash) {
        byte[] derive(byte[] password) {
            Digest function = switch (digest) {
                case "sha512" -> new SHA512Digest();
                case "sha256" -> new SHA256Digest();
                default -> new SHA1Digest();
            };
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(function);
            generator.init(password, salt, rounds);
            return ((KeyParameter) generator.generateDerivedMacParameters(hash.length * 8)).getKey();
        }
    }
}
