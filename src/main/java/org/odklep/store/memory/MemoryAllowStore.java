package org.odklep.store.memory;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.odklep.audit.AuditEvent;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowStore;

/** The allow-list, by pattern. */
public final class MemoryAllowStore implements AllowStore {
    private final MemoryAuditLog audit;
    private final Map<String, AllowEntry> entries = new TreeMap<>();

    public MemoryAllowStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized List<AllowEntry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized void put(AllowEntry entry, AuditEvent event) {
        audit.append(event);
        entries.put(entry.pattern(), entry);
    }

    @Override
    public synchronized boolean remove(String pattern, AuditEvent event) {
        if (entries.remove(pattern) == null) {
            return false;
        }
        audit.append(event);
        return true;
    }
}
