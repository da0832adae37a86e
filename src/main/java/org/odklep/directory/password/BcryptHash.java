package org.odklep.directory.password;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * {@code $2a$}, {@code $2b$} and {@code $2y$}, of a cost up to 14. It knows the first
 * 72 bytes of a password only, so a longer one is never right: another with the same beginning would be as good, and would be
 * kept as the new hash.
 */
final class BcryptHash implements ForeignHash {
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int HIGHEST_COST = 14;
    private static final int MOST_BYTES = 72;

    @Override
    public boolean reads(String hash) {
        Matcher parts = FORM.matcher(hash);
        return parts.matches()
                && Integer.parseInt(parts.group(1)) >= 4
                && ForeignHash.within(parts.group(1), HIGHEST_COST);
    }

    @Override
    public boolean matches(byte[] password, String hash) {
        boolean same = BCrypt.checkpw(new String(password, StandardCharsets.UTF_8), hash);
        return same && password.length <= MOST_BYTES;
    }

    @Override
    public boolean isFast() {
        return false;
    }
}
