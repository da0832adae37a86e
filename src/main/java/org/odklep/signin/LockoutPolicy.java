package org.odklep.signin;

import java.time.Duration;

/**
 * When wrong passwords lock, and for how long: {@code threshold} failures lock for {@code first}, every further failure locks
 * again. The first {@value #EQUAL} lockouts are equally long, each later one twice as long as the one before, up to
 * {@code longest}. Without a failure for {@link #FORGOTTEN_AFTER} everything begins anew.
 *
 * <p>Threshold, first and longest duration are those of Microsoft Entra smart lockout; how its duration grows is not published.
 */
public record LockoutPolicy(int threshold, Duration first, Duration longest) {
    public static final LockoutPolicy DEFAULT = new LockoutPolicy(10, Duration.ofSeconds(60), Duration.ofHours(5));

    public static final int EQUAL = 5;
    public static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    public LockoutPolicy {
        if (threshold < 1 || threshold > 100 || first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a lockout needs a threshold of 1 to 100, a first duration above 0 and a longest one not below it");
        }
    }

    /** How long a lockout lasts, the first one being number 1. */
    Duration duration(int number) {
        int doublings = Math.clamp(number - EQUAL, 0, 20);
        Duration duration = first.multipliedBy(1L << doublings);
        return duration.compareTo(longest) < 0 ? duration : longest;
    }
}
