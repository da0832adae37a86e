package org.odklep.store.memory;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odklep.audit.AuditEvent;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListStore;

/** The sign-in lists, by key. */
public final class MemorySignInListStore implements SignInListStore {
    private final MemoryAuditLog audit;
    private final Map<SignInListEntry.Key, SignInListEntry> entries = new HashMap<>();
    private long version;

    public MemorySignInListStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized long version() {
        return version;
    }

    @Override
    public synchronized List<SignInListEntry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized void put(SignInListEntry entry, AuditEvent event) {
        entries.put(entry.key(), entry);
        version++;
        audit.append(event);
    }

    @Override
    public synchronized boolean remove(SignInListEntry.Key key, AuditEvent event) {
        if (entries.remove(key) == null) {
            return false;
        }
        version++;
        audit.append(event);
        return true;
    }

    @Override
    public synchronized void prune(Instant now) {
        if (entries.values().removeIf(entry -> !entry.until().isAfter(now))) {
            version++;
        }
    }
}
