package org.odklep.gate.postfix;

import java.time.InstantSource;
import org.odklep.gate.net.Session;
import org.odklep.kernel.ClientAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a request, asks the gate, writes its answer. On a malformed request the connection ends without an answer, as the
 * protocol wants it.
 */
public final class PolicySession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(PolicySession.class);

    private final PostfixGate gate;
    private final GateCounters counters;
    private final InstantSource clock;

    public PolicySession(PostfixGate gate, GateCounters counters, InstantSource clock) {
        this.gate = gate;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public Reaction react(ClientAddress peer, byte[] received, int length) {
        return switch (PolicyCodec.decode(received, length)) {
            case PolicyCodec.Decoded.Request(PolicyRequest request, int end) ->
                new Reaction.Answer(PolicyCodec.encode(gate.answer(request, clock.instant())), end);
            case PolicyCodec.Decoded.Incomplete() -> new Reaction.Incomplete();
            case PolicyCodec.Decoded.Malformed(String problem) -> {
                counters.malformed();
                LOG.warn("closed a policy connection from {}: {}", peer, problem);
                yield new Reaction.Close();
            }
        };
    }
}
