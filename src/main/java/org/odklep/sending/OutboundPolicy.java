package org.odklep.sending;

import java.time.ZoneId;
import java.util.Optional;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Sha256;

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
    /** What the last policy is called until somebody names it otherwise. */
    public static final String DEFAULT_NAME = "Default";

    /** The policy that a new installation starts with. */
    public static OutboundPolicy initial(ZoneId zone) {
        return new OutboundPolicy(
                DEFAULT_ID, DEFAULT_NAME, true, false, Scope.EVERYBODY, Limits.DEFAULT, Action.RESTRICT, zone);
    }

    public boolean isDefault() {
        return id.equals(DEFAULT_ID);
    }

    /** This policy, switched off. */
    OutboundPolicy off() {
        return new OutboundPolicy(id, name, false, shadow, scope, limits, action, zone);
    }

    /** This policy, with accounts that came without a domain at the given one. */
    OutboundPolicy at(Optional<MailDomain> defaultDomain) {
        return new OutboundPolicy(id, name, enabled, shadow, scope.at(defaultDomain), limits, action, zone);
    }

    /** Tells two versions of the policy apart, whatever its priority; the same on every node. */
    public String revision() {
        return Sha256.hex(PolicyForm.values(this, 0).toString()).substring(0, 16);
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
