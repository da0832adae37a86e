package org.odklep.directory.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a hash of Argon2id, as the reference implementation encodes it. */
final class Argon2Form {
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{16,86}");
    private static final int MOST_KIB = 256 * 1024;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 8;

    private Argon2Form() {}

    /** Whether this is one, and costs no more than 256 MiB, 16 passes and 8 lanes. */
    static boolean reads(String hash) {
        Matcher parts = FORM.matcher(hash);
        return parts.matches()
                && ForeignHash.within(parts.group(1), MOST_KIB)
                && ForeignHash.within(parts.group(2), MOST_PASSES)
                && ForeignHash.within(parts.group(3), MOST_LANES);
    }

    /** Whether this is none, or one that takes less memory or fewer passes than ours: more is as good. */
    static boolean isOutdated(String hash) {
        Matcher parts = FORM.matcher(hash);
        return !parts.matches()
                || Long.parseLong(parts.group(1)) < Argon2PasswordHash.MEMORY_KIB
                || Long.parseLong(parts.group(2)) < Argon2PasswordHash.PASSES;
    }
}
