package org.odklep.gate.postfix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import org.odklep.gate.net.Connection;
import org.odklep.gate.net.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one connection: read a request, ask the gate, write its answer. On a malformed request it closes without
 * an answer, as the protocol wants it.
 */
public final class PolicySession implements Listener.Session {
    private static final Logger LOG = LoggerFactory.getLogger(PolicySession.class);
    private static final int FIRST_BUFFER = 4 * 1024;

    private final PostfixGate gate;
    private final GateCounters counters;
    private final InstantSource clock;

    public PolicySession(PostfixGate gate, GateCounters counters, InstantSource clock) {
        this.gate = gate;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(FIRST_BUFFER);
        while (connection.read(buffer) >= 0) {
            boolean more = true;
            while (more) {
                switch (PolicyCodec.decode(buffer.array(), buffer.position())) {
                    case PolicyCodec.Decoded.Incomplete() -> more = false;
                    case PolicyCodec.Decoded.Malformed(String problem) -> {
                        counters.malformed();
                        LOG.warn("closed a policy connection from {}: {}", connection.peer(), problem);
                        return;
                    }
                    case PolicyCodec.Decoded.Request(PolicyRequest request, int end) -> {
                        connection.write(PolicyCodec.encode(gate.answer(request, clock.instant())));
                        connection.progress();
                        buffer.flip().position(end);
                        buffer.compact();
                        more = buffer.position() > 0;
                    }
                }
            }
            buffer = withRoom(buffer);
        }
    }

    private static ByteBuffer withRoom(ByteBuffer buffer) {
        return buffer.hasRemaining()
                ? buffer
                : ByteBuffer.wrap(
                                Arrays.copyOf(buffer.array(), Math.min(PolicyCodec.MAX_REQUEST, 4 * buffer.capacity())))
                        .position(buffer.position());
    }
}
