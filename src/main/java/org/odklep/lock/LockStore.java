package org.odklep.lock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/**
 * Port: the durable locks. Every method is one transaction; every change of a lock carries its audit entry, and neither
 * is ever stored without the other. All throw {@link org.odklep.kernel.StoreUnavailable} when nothing was changed
 * because the store could not.
 */
public interface LockStore {
    /** Stores a restriction unless the account has one that is not ended: then that one wins. */
    Opening open(SendingRestriction restriction, AuditEvent event);

    /** Ends a restriction, once: the first caller wins, whoever comes later is told what that one did. */
    Closing close(String id, Ending ending, AuditEvent event);

    Optional<SendingRestriction> find(String id);

    /** The restrictions of an account, the one that was opened last first. */
    List<SendingRestriction> of(AccountName account, int limit);

    /** The restrictions that ended last, the latest first; one whose time is over ends when that is recorded. */
    List<SendingRestriction> lastEnded(int limit);

    /** How often the account was restricted and released so far. */
    History history(AccountName account);

    /**
     * One page of restrictions.
     *
     * @param now tells those that hold from those whose time has come
     * @throws IllegalArgumentException when the query goes on after what is no end of a page
     */
    RestrictionPage list(RestrictionQuery query, Instant now);

    /** How many restrictions the query lists on all pages from where it begins, counted up to {@code most}. */
    int count(RestrictionQuery query, int most, Instant now);

    /**
     * What a node has to know at its start: every restriction that is not ended, and those that ended lately. Old ones
     * cost nothing, however many there are.
     *
     * @param endedSince how lately
     */
    Changes current(Instant endedSince);

    /** What changed after a version, in the order of the changes; version 0 is before the first. */
    Changes changedSince(long version);

    /** Outcome of {@link #open}. */
    sealed interface Opening {
        SendingRestriction restriction();

        record Opened(SendingRestriction restriction) implements Opening {}

        record AlreadyOpen(SendingRestriction restriction) implements Opening {}
    }

    /** Outcome of {@link #close}. */
    sealed interface Closing {
        record Closed(SendingRestriction restriction) implements Closing {}

        record AlreadyClosed(SendingRestriction restriction) implements Closing {}

        record Unknown() implements Closing {}
    }

    /**
     * @param version what to ask with the next time; never past a change that is not among the restrictions
     * @param restrictions the changed ones as they are now
     */
    record Changes(long version, List<SendingRestriction> restrictions) {}
}
