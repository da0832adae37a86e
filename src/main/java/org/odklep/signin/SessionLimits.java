package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;

/**
 * How long web sessions last.
 *
 * @param idle without a request, to the minute
 * @param longest however busy
 */
public record SessionLimits(Duration idle, Duration longest) {
    /** Shorter ones would end while somebody reads a page; the last request is known to the minute only. */
    static final Duration SHORTEST = Duration.ofMinutes(2);

    /** A stolen cookie shall not be good for weeks. */
    static final Duration MOST = Duration.ofDays(7);

    public SessionLimits {
        check("idle", idle);
        check("longest", longest);
        if (idle.compareTo(longest) > 0) {
            throw new IllegalArgumentException("idle may not be longer than longest");
        }
    }

    boolean isOver(WebSession session, Instant now) {
        return !now.isBefore(end(session));
    }

    /** When a session ends, unless it is used meanwhile. */
    public Instant end(WebSession session) {
        Instant idleEnd = session.lastSeen().plus(idle);
        Instant lastEnd = session.createdAt().plus(longest);
        return idleEnd.isBefore(lastEnd) ? idleEnd : lastEnd;
    }

    private static void check(String name, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(name + " has to be from 2 minutes to 7 days");
        }
    }
}
