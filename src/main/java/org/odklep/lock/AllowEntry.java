package org.odklep.lock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;

/**
 * An exception from every restriction.
 *
 * @param pattern an account name, or {@code @} and a domain for all accounts at it and below it
 * @param until when the exception ends by itself; empty for never
 */
public record AllowEntry(String pattern, Reason reason, String addedBy, Instant addedAt, Optional<Instant> until) {
    public AllowEntry {
        addedAt = addedAt.truncatedTo(ChronoUnit.MILLIS);
        until = until.map(end -> end.truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * The pattern that a text stands for.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static String pattern(String text) {
        String bare = text.strip();
        return bare.startsWith("@")
                ? "@" + MailDomain.of(bare.substring(1)).value()
                : AccountName.of(bare).value();
    }

    /**
     * The pattern that a text stands for, where it is to become an entry: it may not look as if it allowed everybody, nor
     * do so.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static String narrowPattern(String text) {
        String pattern = pattern(text);
        if (pattern.indexOf('*') >= 0 || (pattern.startsWith("@") && pattern.indexOf('.') < 0)) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' cannot allow everybody: name an account, or @ and a domain"
                            + " with a dot in it. Where nobody is to be stopped, put the policies in shadow mode");
        }
        return pattern;
    }

    public boolean covers(AccountName account, Instant now) {
        return until.map(now::isBefore).orElse(true) && matches(account);
    }

    /** Whether it stands for a domain and all below it. */
    public boolean isOfDomain() {
        return isDomain(pattern);
    }

    /** Whether a pattern means a domain, and not one account. */
    public static boolean isDomain(String pattern) {
        return pattern.startsWith("@");
    }

    private boolean matches(AccountName account) {
        return isOfDomain() ? isAtOrBelow(account.value()) : pattern.equals(account.value());
    }

    /** Asked for every message and entry, so on the texts alone, both of which are normalised. */
    private boolean isAtOrBelow(String account) {
        int length = pattern.length() - 1;
        int start = account.length() - length;
        int at = account.lastIndexOf('@');
        return at >= 0
                && start > at
                && (start == at + 1 || account.charAt(start - 1) == '.')
                && account.regionMatches(start, pattern, 1, length);
    }
}
