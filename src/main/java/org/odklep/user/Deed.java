package org.odklep.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;

/**
 * What somebody does to a user, as the audit log names it.
 *
 * @param reason empty where the deed is its own reason
 */
record Deed(String action, String reason, String actor, ClientAddress origin, Instant now) {
    static Deed of(String action, Actor actor, Instant now) {
        return new Deed(action, "", actor.name(), actor.origin(), now);
    }

    static Deed of(String action, Reason reason, Actor actor, Instant now) {
        return new Deed(action, reason.text(), actor.name(), actor.origin(), now);
    }

    /** The owner's own doing. */
    static Deed own(String action, User owner, ClientAddress origin, Instant now) {
        return new Deed(action, "", owner.name().value(), origin, now);
    }

    AuditEvent event(String target, @Nullable String before, @Nullable String after) {
        return new AuditEvent(now, actor, origin, action, target, reason, before, after);
    }
}
