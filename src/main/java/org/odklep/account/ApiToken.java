package org.odklep.account;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.odklep.kernel.Text;

/**
 * What is known of a bearer token: everything but its secret.
 *
 * @param id never changes; names the token in URLs
 * @param name what its issuer calls it; see {@link #name}
 * @param createdBy the actor that issued it
 * @param expiresAt from when on it is worthless, to the millisecond
 * @param scope what bounds it beside its role
 */
public record ApiToken(
        String id, String name, Role role, String createdBy, Instant createdAt, Instant expiresAt, TokenScope scope) {
    public static final int MAX_NAME = 64;

    /** The longest life of a token. */
    public static final Duration MAX_LIFE = Duration.ofDays(366);

    public ApiToken {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What somebody wants a token for.
     *
     * @param name as {@link #name} gives it
     * @param expiresAt as {@link #expiry} gives it
     */
    public record Wanted(String name, Role role, Instant expiresAt, TokenScope scope) {
        /** One that is bounded by its role only. */
        public Wanted(String name, Role role, Instant expiresAt) {
            this(name, role, expiresAt, TokenScope.NONE);
        }
    }

    /**
     * The name that a text gives a token.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static String name(String text) {
        String name = text.strip();
        if (name.isEmpty() || name.length() > MAX_NAME || Text.hasInvisible(name)) {
            throw new IllegalArgumentException("must be a text of 1 to " + MAX_NAME + " visible characters");
        }
        return name;
    }

    /**
     * The end that a token may have.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Instant expiry(Instant end, Instant now) {
        if (!end.isAfter(now)) {
            throw new IllegalArgumentException("must be in the future");
        }
        if (end.isAfter(now.plus(MAX_LIFE))) {
            throw new IllegalArgumentException("must be at most " + MAX_LIFE.toDays() + " days ahead");
        }
        return end;
    }

    public boolean isValid(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** What stands in the audit log for somebody who acts with this token. */
    public String actorName() {
        return "token:" + name;
    }
}
