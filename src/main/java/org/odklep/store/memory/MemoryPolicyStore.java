package org.odklep.store.memory;

import java.util.List;
import org.odklep.audit.AuditEvent;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyStore;

/** The policies, as the last list that was stored. */
public final class MemoryPolicyStore implements PolicyStore {
    private final MemoryAuditLog audit;
    private Stored stored = new Stored(0, List.of());

    public MemoryPolicyStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized Stored load() {
        return stored;
    }

    @Override
    public synchronized boolean replace(long version, List<OutboundPolicy> policies, AuditEvent event) {
        if (version != stored.version()) {
            return false;
        }
        audit.append(event);
        stored = new Stored(version + 1, List.copyOf(policies));
        return true;
    }
}
