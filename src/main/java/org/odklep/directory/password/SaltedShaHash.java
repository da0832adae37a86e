package org.odklep.directory.password;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {SSHA}}, {@code {SSHA256}} and {@code {SSHA512}} of LDAP: base 64 of the digest and the salt behind it. */
final class SaltedShaHash implements ForeignHash {
    private static final Pattern FORM =
            Pattern.compile("\\{(SSHA|SSHA256|SSHA512)}([A-Za-z0-9+/]{28,200}={0,2})", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> DIGESTS =
            Map.of("SSHA", "SHA-1", "SSHA256", "SHA-256", "SSHA512", "SHA-512");

    @Override
    public boolean reads(String hash) {
        Matcher parts = FORM.matcher(hash);
        try {
            return parts.matches()
                    && Base64.getDecoder().decode(parts.group(2)).length
                            > digest(parts).getDigestLength();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean matches(byte[] password, String hash) {
        Matcher parts = FORM.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        byte[] both = Base64.getDecoder().decode(parts.group(2));
        MessageDigest digest = digest(parts);
        int length = digest.getDigestLength();
        digest.update(password);
        digest.update(both, length, both.length - length);
        return MessageDigest.isEqual(digest.digest(), Arrays.copyOf(both, length));
    }

    @Override
    public boolean isFast() {
        return true;
    }

    private static MessageDigest digest(Matcher parts) {
        String scheme = parts.group(1).toUpperCase(Locale.ROOT);
        try {
            return MessageDigest.getInstance(DIGESTS.getOrDefault(scheme, scheme));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has the digests of the SHA family", e);
        }
    }
}
