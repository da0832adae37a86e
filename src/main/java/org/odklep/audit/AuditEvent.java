package org.odklep.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Text;

/**
 * Something that was done, before it has a place in the chain. Its texts are as {@link Text#storable} leaves them, so
 * that what is read back has the hash of what was written.
 *
 * @param at when, to the millisecond
 * @param actor who: an administrator, a token, or a rule such as {@code policy:Default}
 * @param origin from where
 * @param action what, as {@code noun.verb}: {@code restriction.open}, {@code policy.update}
 * @param target on whom or what: an account, a policy, a token
 * @param reason why, in words; empty where the action is its own reason
 * @param before the changed values as they were, {@code null} for something new
 * @param after the changed values as they are now, {@code null} for something removed
 */
public record AuditEvent(
        Instant at,
        String actor,
        ClientAddress origin,
        String action,
        String target,
        String reason,
        @Nullable String before,
        @Nullable String after) {
    public AuditEvent {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        actor = Text.storable(actor);
        target = Text.storable(target);
        reason = Text.storable(reason);
        before = before == null ? null : Text.storable(before);
        after = after == null ? null : Text.storable(after);
    }
}
