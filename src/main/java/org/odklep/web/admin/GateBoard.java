package org.odklep.web.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the program knows of its gates; the gates themselves are none of our business. */
public interface GateBoard {
    /** Every gate as it is now, one for each endpoint. */
    List<State> gates(Instant now);

    /** What a gate speaks. */
    enum Kind {
        POSTFIX,
        DOVECOT,
        LDAP
    }

    /**
     * A gate.
     *
     * @param endpoint where it listens
     * @param connections that are open now; empty where that is not known
     * @param requests since the start, by all endpoints of its kind
     * @param perMinute requests within the last minute, by all endpoints of its kind
     * @param last when the last request came; empty for never since the start
     * @param errors requests that could not be answered as they should, by all endpoints of its kind
     */
    record State(
            Kind kind,
            String endpoint,
            boolean listening,
            OptionalInt connections,
            long requests,
            long perMinute,
            Optional<Instant> last,
            long errors) {}
}
