package org.odklep.gate.dovecot.doveadm;

import java.time.Duration;

/**
 * How often a host that does not do what it is asked is asked again.
 *
 * @param first wait after the first failure; each wait is twice as long as the one before
 * @param longest wait between two tries
 * @param total how long tries go on
 * @param again when everything is done a second time: a sign-in that was under way in the first moment may have left a
 *     session or a cached password behind
 */
public record Patience(Duration first, Duration longest, Duration total, Duration again) {
    /** What suits a restart of a mail server. */
    public static Patience of(Duration total) {
        return new Patience(Duration.ofMillis(500), Duration.ofSeconds(15), total, Duration.ofSeconds(5));
    }

    /** The wait after a number of tries. */
    Duration afterTry(int tries) {
        Duration wait = first.multipliedBy(1L << Math.min(tries - 1, 20));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
