package org.odklep.store.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;

/** The chain, in a list. */
public final class MemoryAuditLog implements AuditLog {
    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public synchronized AuditEntry append(AuditEvent event) {
        String head = entries.isEmpty() ? AuditChain.START : entries.getLast().hash();
        AuditEntry entry = AuditChain.link(entries.size() + 1L, head, event);
        entries.add(entry);
        return entry;
    }

    @Override
    public synchronized List<AuditEntry> newest(AuditQuery query) {
        return entries.reversed().stream()
                .filter(query::wants)
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized Stream<AuditEntry> all() {
        return List.copyOf(entries).stream();
    }
}
