package org.odklep.cli.replay;

import java.time.ZoneId;
import java.util.List;
import org.odklep.sending.OutboundPolicy;

/**
 * The policies of a replay.
 *
 * @param policies in the order of their priority; the default policy last
 * @param origin where they come from, for a sentence such as "the default policy of a new installation"
 */
public record PolicyChoice(List<OutboundPolicy> policies, String origin) {
    public PolicyChoice {
        policies = List.copyOf(policies);
    }

    /** What a new installation starts with. */
    public static PolicyChoice initial(ZoneId zone) {
        return new PolicyChoice(List.of(OutboundPolicy.initial(zone)), "the default policy of a new installation");
    }
}
