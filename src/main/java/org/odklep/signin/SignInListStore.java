package org.odklep.signin;

import java.time.Instant;
import java.util.List;
import org.odklep.audit.AuditEvent;

/**
 * Port: the durable entries of both sign-in lists. Each change is stored together with its audit entry. All methods throw
 * {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public interface SignInListStore {
    /** Raised by every change; ask for it before {@link #all}. */
    long version();

    List<SignInListEntry> all();

    /** Adds an entry, or replaces the one with the same key. */
    void put(SignInListEntry entry, AuditEvent event);

    /** Removes the entry with a key; false, and nothing recorded, when there is none. */
    boolean remove(SignInListEntry.Key key, AuditEvent event);

    /** Forgets entries that ended by themselves before an instant, or at it. */
    void prune(Instant now);
}
