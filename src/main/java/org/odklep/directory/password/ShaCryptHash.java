package org.odklep.directory.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/** {@code $5$} and {@code $6$} of crypt(3), SHA-256 and SHA-512, of up to 500,000 rounds. */
final class ShaCryptHash implements ForeignHash {
    private static final Pattern FORM = Pattern.compile(
            "(\\$([56])\\$(?:rounds=(\\d{4,6})\\$)?[./A-Za-z0-9]{1,16}\\$)(?:[./A-Za-z0-9]{43}|[./A-Za-z0-9]{86})");
    private static final int MOST_ROUNDS = 500_000;

    @Override
    public boolean reads(String hash) {
        Matcher parts = FORM.matcher(hash);
        return parts.matches() && (parts.group(3) == null || ForeignHash.within(parts.group(3), MOST_ROUNDS));
    }

    @Override
    public boolean matches(byte[] password, String hash) {
        Matcher parts = FORM.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        // The library wipes what it is given.
        byte[] copy = password.clone();
        String found = "6".equals(parts.group(2))
                ? Sha2Crypt.sha512Crypt(copy, parts.group(1))
                : Sha2Crypt.sha256Crypt(copy, parts.group(1));
        return MessageDigest.isEqual(
                found.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean isFast() {
        return true;
    }
}
