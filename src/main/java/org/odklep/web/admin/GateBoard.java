package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the program knows of its gates; the gates themselves are none of our business. */
public interface GateBoard {
    /** A gate that nobody asked for so long is silent: the line in the mail server may be gone. */
    Duration SILENT = Duration.ofHours(1);

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
            long errors) {
        /** Whether anybody asks. */
        public Standing standing(Instant now) {
            if (!listening) {
                return Standing.CLOSED;
            }
            if (connections.orElse(0) > 0) {
                return Standing.CONNECTED;
            }
            return last.map(at -> at.isAfter(now.minus(SILENT)) ? Standing.CONNECTED : Standing.SILENT)
                    .orElse(Standing.WAITING);
        }
    }

    /** Whether anybody asks a gate. */
    enum Standing {
        CONNECTED("connected"),
        /** Nobody asked for {@link #SILENT}. */
        SILENT("silent"),
        /** Nobody has asked since the start. */
        WAITING("waiting"),
        /** It does not listen. */
        CLOSED("closed");

        private final String key;

        Standing(String key) {
            this.key = key;
        }

        /** The end of the key of its message: {@code gate.state.} and this. */
        public String key() {
            return key;
        }
    }
}
