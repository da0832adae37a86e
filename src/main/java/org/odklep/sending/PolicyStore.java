package org.odklep.sending;

import java.util.List;
import org.odklep.audit.AuditEvent;

/** Port: the durable outbound policies, few and always read and written as a whole. */
public interface PolicyStore {
    /** The stored policies by falling priority; empty, version 0, in a new store. */
    Stored load();

    /**
     * Replaces all policies, if they are still those of the given version, and appends the audit entry with it.
     *
     * @return false, and nothing changed, when somebody else replaced them in between
     */
    boolean replace(long version, List<OutboundPolicy> policies, AuditEvent event);

    /** The policies and the version they are at. */
    record Stored(long version, List<OutboundPolicy> policies) {}
}
