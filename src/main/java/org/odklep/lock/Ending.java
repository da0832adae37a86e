package org.odklep.lock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.odklep.kernel.Reason;

/**
 * How a lock ended.
 *
 * @param at when, to the millisecond
 * @param by who released it, or {@link #TIME}
 */
public record Ending(Instant at, String by, Reason reason) {
    /** The "who" of a lock that ended by itself. */
    public static final String TIME = "time";

    public Ending {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The end of a lock whose time had come. */
    public static Ending byTime(Instant until) {
        return new Ending(until, TIME, Reason.of("The restriction was set to end at this time."));
    }

    public boolean isRelease() {
        return !by.equals(TIME);
    }
}
