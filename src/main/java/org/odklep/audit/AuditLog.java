package org.odklep.audit;

import java.util.List;
import java.util.stream.Stream;

/** Port: the stored chain. Nothing here changes or removes an entry. */
public interface AuditLog {
    /**
     * Adds a link for an event that changes nothing else in the store.
     *
     * @throws org.odklep.kernel.StoreUnavailable when it could not be made durable
     */
    AuditEntry append(AuditEvent event);

    /** The entries that are asked for, newest first. */
    List<AuditEntry> newest(AuditQuery query);

    /** All entries in order, read in portions; close it. */
    Stream<AuditEntry> all();
}
