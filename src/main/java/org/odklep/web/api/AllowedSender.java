package org.odklep.web.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.odklep.lock.AllowEntry;

/**
 * An entry of the allow-list on the wire.
 *
 * @param status {@code active}, or {@code ended} when its time has come
 * @param expirationDateTime null for never
 */
record AllowedSender(
        String pattern,
        String status,
        String reason,
        String addedBy,
        Instant createdDateTime,
        @Nullable Instant expirationDateTime) {
    static AllowedSender of(AllowEntry entry, Instant now) {
        return new AllowedSender(
                entry.pattern(),
                entry.until().map(now::isBefore).orElse(true) ? "active" : "ended",
                entry.reason().text(),
                entry.addedBy(),
                entry.addedAt(),
                entry.until().orElse(null));
    }
}
