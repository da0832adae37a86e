package org.odklep.web.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;

/** An entry of the audit log on the wire, in the shape of Graph's {@code directoryAudit}. */
record DirectoryAudit(
        String id,
        Instant activityDateTime,
        String activityDisplayName,
        InitiatedBy initiatedBy,
        List<TargetResource> targetResources,
        String resultReason,
        String result,
        String hash,
        String previousHash) {
    record InitiatedBy(User user) {}

    record User(String userPrincipalName, String ipAddress) {}

    record TargetResource(String displayName, List<ModifiedProperty> modifiedProperties) {}

    /** @param oldValue null for something new, as {@code newValue} is for something removed */
    record ModifiedProperty(
            String displayName,
            @Nullable String oldValue,
            @Nullable String newValue) {}

    static DirectoryAudit of(AuditEntry entry) {
        AuditEvent event = entry.event();
        return new DirectoryAudit(
                Long.toString(entry.number()),
                event.at(),
                event.action(),
                new InitiatedBy(new User(event.actor(), event.origin().value())),
                List.of(new TargetResource(event.target(), modified(event))),
                event.reason(),
                "success",
                entry.hash(),
                entry.previousHash());
    }

    private static List<ModifiedProperty> modified(AuditEvent event) {
        return event.before() == null && event.after() == null
                ? List.of()
                : List.of(new ModifiedProperty("state", event.before(), event.after()));
    }
}
