package org.odklep.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.lock.Lock;
import org.odklep.lock.Lockout;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.Standing;

/**
 * How an account stands, on the wire.
 *
 * @param canSignIn false while a lockout holds somewhere: {@code locks} says where
 */
record SenderView(
        String senderAddress,
        boolean canSend,
        boolean canSignIn,
        @Nullable AllowedSender allowedBy,
        List<LockView> locks,
        Policy policy,
        List<Sent> sent,
        List<RestrictedEntity> history,
        List<EvidenceView.Message> recentMessages) {

    /** @param kind of the lock; what follows depends on it */
    record LockView(
            String kind,
            @JsonUnwrapped @Nullable RestrictedEntity restriction,
            @JsonUnwrapped @Nullable LockoutView lockout) {}

    /** @param mode {@code enforce} or {@code shadow} */
    record Policy(String id, String displayName, String mode) {
        static Policy of(OutboundPolicy policy) {
            return new Policy(policy.id(), policy.name(), policy.shadow() ? "shadow" : "enforce");
        }
    }

    /**
     * @param words what is counted
     * @param allowed 0 for no limit
     * @param measured within the limit's window; 0 for the limit on one message
     */
    record Sent(String limit, String words, int allowed, String allowedInWords, long measured) {
        static Sent of(Limit limit, int allowed, long measured) {
            return new Sent(limit.key(), limit.words(), allowed, Words.allowed(limit, allowed), measured);
        }
    }

    static SenderView of(Standing standing, List<Lockout> lockouts, RestrictedEntities restrictions, Instant now) {
        return new SenderView(
                standing.account().value(),
                standing.canSend(),
                lockouts.isEmpty(),
                standing.allowedBy().map(entry -> AllowedSender.of(entry, now)).orElse(null),
                Stream.concat(standing.locks().stream(), lockouts.stream())
                        .map(lock -> lock(lock, restrictions, now))
                        .toList(),
                Policy.of(standing.policy()),
                standing.sent().entrySet().stream()
                        .map(sent -> Sent.of(
                                sent.getKey(), standing.policy().limits().of(sent.getKey()), sent.getValue()))
                        .toList(),
                standing.history().stream()
                        .map(restriction -> restrictions.brief(restriction, now))
                        .toList(),
                standing.recentMessages().stream().map(EvidenceView.Message::of).toList());
    }

    private static LockView lock(Lock lock, RestrictedEntities restrictions, Instant now) {
        return switch (lock) {
            case SendingRestriction restriction ->
                new LockView("sendingRestriction", restrictions.full(restriction, now), null);
            case Lockout lockout -> new LockView("lockout", null, LockoutView.of(lockout));
        };
    }
}
