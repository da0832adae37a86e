package org.odklep.sending;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.Lock;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;

/**
 * Everything that says whether an account may send, and why.
 *
 * @param allowedBy the entry of the allow-list that outranks every restriction, if there is one
 * @param locks what stops the account now
 * @param policy the one that applies to it
 * @param sent what it sent within the window of each limit; 0 for the limit on one message
 * @param history its last restrictions, newest first
 * @param recentMessages its last accepted messages, newest first
 */
public record Standing(
        AccountName account,
        Optional<AllowEntry> allowedBy,
        List<Lock> locks,
        OutboundPolicy policy,
        Map<Limit, Long> sent,
        List<SendingRestriction> history,
        List<MessageTrace> recentMessages) {
    public Standing {
        locks = List.copyOf(locks);
        sent = new EnumMap<>(sent);
        history = List.copyOf(history);
        recentMessages = List.copyOf(recentMessages);
    }

    /** Whether anything was ever seen of the account, or decided about it alone. */
    public boolean isKnown() {
        return allowedBy.filter(entry -> !entry.isOfDomain()).isPresent()
                || !locks.isEmpty()
                || !history.isEmpty()
                || !recentMessages.isEmpty()
                || sent.values().stream().anyMatch(measured -> measured > 0);
    }

    public boolean canSend() {
        return locks.isEmpty();
    }
}
