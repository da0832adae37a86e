package org.odklep.cli.replay;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.odklep.sending.OutboundPolicies;
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

    /**
     * The policies in a text of JSON: one, a list, or a list as the API gives it.
     *
     * @param zone the time zone of policies that name none
     * @return empty when a policy is not valid
     */
    public static Optional<PolicyChoice> read(String json, ZoneId zone, String origin) {
        return switch (PolicyFile.read(json, OutboundPolicies.Defaults.in(zone))) {
            case PolicyFile.Reading.Policies(var policies) -> Optional.of(new PolicyChoice(policies, origin));
            case PolicyFile.Reading.Problems(var problems) -> Optional.empty();
        };
    }

    /** What a new installation starts with. */
    public static PolicyChoice initial(ZoneId zone) {
        return new PolicyChoice(List.of(OutboundPolicy.initial(zone)), "the default policy of a new installation");
    }
}
