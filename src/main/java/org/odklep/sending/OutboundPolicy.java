package org.odklep.sending;

import java.time.ZoneId;

/**
 * How much an account may send, and what happens beyond.
 *
 * @param id never changes; {@link #DEFAULT_ID} for the policy that always exists
 * @param name unique, without regard to case
 * @param enabled false lets the next policy decide; the default policy is always enabled
 * @param shadow decides and records, and refuses nothing
 * @param zone whose midnight ends a restriction for today
 */
public record OutboundPolicy(
        String id,
        String name,
        boolean enabled,
        boolean shadow,
        Scope scope,
        Limits limits,
        Action action,
        ZoneId zone) {
    public static final String DEFAULT_ID = "default";

    /** The policy that a new installation starts with. */
    public static OutboundPolicy initial(ZoneId zone) {
        return new OutboundPolicy(
                DEFAULT_ID, "Default", true, false, Scope.EVERYBODY, Limits.DEFAULT, Action.RESTRICT, zone);
    }

    public boolean isDefault() {
        return id.equals(DEFAULT_ID);
    }

    /** This policy, switched off. */
    OutboundPolicy off() {
        return new OutboundPolicy(id, name, false, shadow, scope, limits, action, zone);
    }

    /** What stands as "set by" in locks and in the audit log. */
    public String actorName() {
        return "policy:" + name;
    }

    /** True when crossing a limit changes what the sender's client is told. */
    public boolean enforces() {
        return !shadow && action != Action.ALERT;
    }
}
