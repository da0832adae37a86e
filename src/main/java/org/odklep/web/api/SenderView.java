package org.odklep.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.lock.BlockedSignIn;
import org.odklep.lock.Lock;
import org.odklep.lock.Lockout;
import org.odklep.lock.PasswordDue;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.Standing;

/**
 * How an account stands, on the wire.
 *
 * @param canSignIn false while anything keeps from it, be it at some places only: {@code locks} says what
 * @param known whether the account is in the directory, or anything of it was ever seen
 */
record SenderView(
        String senderAddress,
        boolean canSend,
        boolean canSignIn,
        boolean known,
        @Nullable AllowedSender allowedBy,
        List<LockView> locks,
        Policy policy,
        List<Sent> sent,
        List<RestrictedEntity> history,
        List<EvidenceView.Message> recentMessages) {

    /** @param kind of the lock; what follows depends on it */
    record LockView(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String kind,

            @JsonUnwrapped @Nullable RestrictedEntity restriction,
            @JsonUnwrapped @Nullable LockoutView lockout,
            @JsonUnwrapped @Nullable UserLockView user) {}

    /**
     * @param mode {@code enforce} or {@code shadow}
     * @param actionWhenThresholdReached what follows when a limit is crossed
     */
    record Policy(String id, String displayName, String mode, String actionWhenThresholdReached) {
        static Policy of(OutboundPolicy policy) {
            return new Policy(
                    policy.id(),
                    policy.name(),
                    policy.shadow() ? "shadow" : "enforce",
                    policy.action().key());
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

    static SenderView of(
            Standing standing, boolean known, List<Lock> signIn, RestrictedEntities restrictions, Instant now) {
        return new SenderView(
                standing.account().value(),
                standing.canSend(),
                signIn.isEmpty(),
                known,
                standing.allowedBy().map(entry -> AllowedSender.of(entry, now)).orElse(null),
                Stream.concat(standing.locks().stream(), signIn.stream())
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
                new LockView("sendingRestriction", restrictions.full(restriction, now), null, null);
            case Lockout lockout -> new LockView("lockout", null, LockoutView.of(lockout), null);
            case BlockedSignIn block -> new LockView(null, null, null, UserLockView.of(block));
            case PasswordDue due -> new LockView(null, null, null, UserLockView.of(due));
        };
    }
}
