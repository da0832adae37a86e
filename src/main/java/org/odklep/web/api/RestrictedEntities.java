package org.odklep.web.api;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Right;
import org.odklep.lock.Ending;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Refusals;
import org.odklep.web.graph.Moment;
import org.springframework.stereotype.Component;

/** Maps sending restrictions to the wire. */
@Component
final class RestrictedEntities {
    private static final String NOTE = "Raising the limit does not lift this restriction; release it.";

    private final Refusals refusals;

    RestrictedEntities(Refusals refusals) {
        this.refusals = refusals;
    }

    RestrictedEntity full(SendingRestriction restriction, Instant now) {
        return of(restriction, restriction.evidence().map(EvidenceView::of).orElse(null), now);
    }

    /** For histories: the evidence stays out. */
    RestrictedEntity brief(SendingRestriction restriction, Instant now) {
        return of(restriction, null, now);
    }

    private RestrictedEntity of(SendingRestriction restriction, @Nullable EvidenceView evidence, Instant now) {
        return new RestrictedEntity(
                restriction.id(),
                restriction.account().value(),
                "Mailbox",
                restriction.holds(now) ? "active" : "ended",
                restriction.reason().text(),
                restriction.setBy(),
                restriction.since(),
                restriction.until().orElse(null),
                restriction.until().isPresent(),
                refusals.restricted(restriction),
                liftedBy(restriction, now),
                restriction.refused(),
                restriction.history().restrictions(),
                restriction.history().releases(),
                evidence,
                NOTE,
                ending(restriction, now).map(RestrictedEntities::release).orElse(null));
    }

    private static String liftedBy(SendingRestriction restriction, Instant now) {
        if (!restriction.holds(now)) {
            return "nothing more: it has ended";
        }
        String release = "release (" + Right.RELEASE.leastRole().key() + ") with a reason in words";
        return restriction
                .until()
                .map(end -> "time, at " + Moment.text(end) + ", or an earlier " + release)
                .orElse(release);
    }

    /** How it ended, also when time ended it and nobody wrote that down yet. */
    private static Optional<Ending> ending(SendingRestriction restriction, Instant now) {
        return restriction.ended().or(() -> restriction.epoch(now).map(Ending::byTime));
    }

    private static RestrictedEntity.Release release(Ending ending) {
        return new RestrictedEntity.Release(
                ending.at(), ending.by(), ending.reason().text());
    }
}
