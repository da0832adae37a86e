package org.odklep.web.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/**
 * An entry of the audit log for a page. Reason, before and after are shown as they were recorded.
 *
 * @param action what was done, in words where we have some
 */
record AuditRow(
        long number,
        Moment at,
        String actor,
        String action,
        String target,
        String reason,
        @Nullable String before,
        @Nullable String after,
        String origin) {
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("restriction.open", "audit.restriction.open"),
            Map.entry("restriction.release", "audit.restriction.release"),
            Map.entry("restriction.expire", "audit.restriction.expire"),
            Map.entry("allow.add", "audit.allow.add"),
            Map.entry("allow.remove", "audit.allow.remove"),
            Map.entry("policy.create", "audit.policy.create"),
            Map.entry("policy.update", "audit.policy.update"),
            Map.entry("policy.delete", "audit.policy.delete"),
            Map.entry("token.create", "audit.token.create"),
            Map.entry("token.delete", "audit.token.delete"),
            Map.entry("administrator.create", "audit.administrator.create"),
            Map.entry("administrator.signIn", "audit.administrator.signIn"),
            Map.entry("administrator.throttle", "audit.administrator.throttle"));

    static AuditRow of(AuditEntry entry, Words words) {
        AuditEvent event = entry.event();
        String message = ACTIONS.get(event.action());
        return new AuditRow(
                entry.number(),
                words.moment(event.at()),
                RestrictionWords.actor(event.actor(), words),
                message == null ? event.action() : words.say(message),
                event.target(),
                event.reason(),
                event.before(),
                event.after(),
                event.origin().value());
    }
}
