package org.odklep.user;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The instants of a user, to the millisecond.
 *
 * @param sessionsValidFrom sessions and tokens that were issued before are worth nothing
 * @param lastSignIn the last one that succeeded
 */
public record Times(Instant createdAt, Instant sessionsValidFrom, Optional<Instant> lastSignIn) {
    public Times {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        sessionsValidFrom = sessionsValidFrom.truncatedTo(ChronoUnit.MILLIS);
        lastSignIn = lastSignIn.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Of a user who is made now. */
    public static Times begin(Instant now) {
        return new Times(now, now, Optional.empty());
    }

    /** Never goes back: what was worth nothing stays so. */
    public Times withSessionsValidFrom(Instant instant) {
        return instant.isAfter(sessionsValidFrom) ? new Times(createdAt, instant, lastSignIn) : this;
    }

    public Times withLastSignIn(Optional<Instant> instant) {
        return new Times(createdAt, sessionsValidFrom, instant);
    }
}
