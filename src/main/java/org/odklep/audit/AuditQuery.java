package org.odklep.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries to read, newest first.
 *
 * @param target only entries on this target
 * @param actor only what this actor did
 * @param action only this action
 * @param from only entries of this instant and later ones
 * @param to only entries from before this instant
 * @param before only entries with a smaller number
 * @param limit how many at most
 */
public record AuditQuery(
        Optional<String> target,
        Optional<String> actor,
        Optional<String> action,
        Optional<Instant> from,
        Optional<Instant> to,
        long before,
        int limit) {
    /** Everything, or everything on one target. */
    public AuditQuery(Optional<String> target, long before, int limit) {
        this(target, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), before, limit);
    }

    /** The same on another target. */
    public AuditQuery on(String other) {
        return new AuditQuery(Optional.of(other), actor, action, from, to, before, limit);
    }

    /** The same among entries with smaller numbers. */
    public AuditQuery below(long number) {
        return new AuditQuery(target, actor, action, from, to, number, limit);
    }

    /** Whether an entry is wanted. */
    public boolean wants(AuditEntry entry) {
        AuditEvent event = entry.event();
        return entry.number() < before
                && target.map(event.target()::equals).orElse(true)
                && actor.map(event.actor()::equals).orElse(true)
                && action.map(event.action()::equals).orElse(true)
                && from.map(start -> !event.at().isBefore(start)).orElse(true)
                && to.map(event.at()::isBefore).orElse(true);
    }
}
