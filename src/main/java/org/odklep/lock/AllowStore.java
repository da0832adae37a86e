package org.odklep.lock;

import java.util.List;
import org.odklep.audit.AuditEvent;

/** Port: the durable allow-list. Each change is stored together with its audit entry. */
public interface AllowStore {
    List<AllowEntry> all();

    /** Adds an entry, or replaces the one with the same pattern. */
    void put(AllowEntry entry, AuditEvent event);

    /** Removes the entry with a pattern; false, and nothing recorded, when there is none. */
    boolean remove(String pattern, AuditEvent event);
}
