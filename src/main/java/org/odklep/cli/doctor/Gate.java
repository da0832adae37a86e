package org.odklep.cli.doctor;

import java.util.List;

/**
 * What is known of Odklep's own side.
 *
 * @param endpoints where its Postfix gate listens; empty if that is not known, then the doctor takes the policy server
 *     that Postfix asks for Odklep
 * @param recipientsPerMessage the smallest limit of the outbound policies on recipients in one message; 0 if there is
 *     none or it is not known
 */
public record Gate(List<PolicyEndpoint> endpoints, int recipientsPerMessage) {
    /** Nothing is known. */
    public static final Gate UNKNOWN = new Gate(List.of(), 0);

    public Gate {
        endpoints = List.copyOf(endpoints);
    }

    /** True when Odklep's addresses are known. */
    boolean isKnown() {
        return !endpoints.isEmpty();
    }
}
