package org.odklep.web.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sending restriction on the wire.
 *
 * @param id the reference that the reply quotes
 * @param status {@code active} or {@code ended}
 * @param expirationDateTime when it ends by itself; null when only a release ends it
 * @param temporaryBlock true when it ends by itself
 * @param reply the exact SMTP reply that the account's client gets
 * @param liftedBy what lifts it, and who may do that
 * @param refusedSince how often it refused a message or a recipient
 * @param evidence what was measured; null for one that a person set, and in histories
 */
record RestrictedEntity(
        String id,
        String senderAddress,
        String entityType,
        String status,
        String reason,
        String setBy,
        Instant createdDateTime,
        @Nullable Instant expirationDateTime,
        boolean temporaryBlock,
        String reply,
        String liftedBy,
        long refusedSince,
        int earlierRestrictions,
        int earlierReleases,
        @Nullable EvidenceView evidence,
        String note,
        @Nullable Release release) {

    /** How it ended. */
    record Release(Instant dateTime, String by, String reason) {}
}
