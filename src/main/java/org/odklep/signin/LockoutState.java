package org.odklep.signin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What is remembered of wrong passwords for one account, either at familiar places or at all others.
 *
 * @param failures attempts since the last success that counted; an attempt counts from its beginning
 * @param lockouts how often they led to a lockout
 * @param tried fingerprints of the last passwords that were tried, the last one first; at most {@link #REMEMBERED}
 * @param lastFailure when an attempt counted or was refused last
 * @param lockedSince when the last lockout began; the epoch for never
 * @param lockedUntil when it ends
 */
public record LockoutState(
        int failures,
        int lockouts,
        List<Integer> tried,
        Instant lastFailure,
        Instant lockedSince,
        Instant lockedUntil) {
    /** The reference remembers three wrong passwords. */
    public static final int REMEMBERED = 3;

    /** Nothing happened. */
    public static final LockoutState NONE =
            new LockoutState(0, 0, List.of(), Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    public LockoutState {
        tried = List.copyOf(tried);
        lastFailure = lastFailure.truncatedTo(ChronoUnit.MILLIS);
        lockedSince = lockedSince.truncatedTo(ChronoUnit.MILLIS);
        lockedUntil = lockedUntil.truncatedTo(ChronoUnit.MILLIS);
    }

    public boolean isLocked(Instant now) {
        return now.isBefore(lockedUntil);
    }
}
