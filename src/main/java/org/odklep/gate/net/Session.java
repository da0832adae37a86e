package org.odklep.gate.net;

import java.nio.ByteBuffer;
import org.odklep.kernel.ClientAddress;

/** What a gate says to its clients: a request in, an answer out. It keeps nothing between two requests. */
@FunctionalInterface
public interface Session {
    /**
     * Answers the first request that was received. It may wait, for the store above all: others are served meanwhile.
     *
     * @param received begins with a request, which may not be complete; to be read only
     * @param length how many bytes of it were received
     */
    Reaction react(ClientAddress peer, byte[] received, int length);

    /** What comes of the bytes received so far. */
    sealed interface Reaction {
        /**
         * A whole request was answered.
         *
         * @param end where the next request begins
         */
        record Answer(ByteBuffer bytes, int end) implements Reaction {}

        /** The request is not complete. A session bounds its requests: what it waits for is kept in memory. */
        record Incomplete() implements Reaction {}

        /** The connection ends without an answer. */
        record Close() implements Reaction {}
    }
}
