package org.odklep.sending;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowList;
import org.odklep.lock.Lock;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;

/** Answers "why": gathers what each part knows of an account, for every door to show the same. */
public final class Standings {
    /** How many restrictions and messages are told. */
    public static final int LAST = 20;

    private final Locks locks;
    private final LockStore store;
    private final AllowList allowList;
    private final OutboundPolicies policies;
    private final SendingGuard guard;
    private final SendJournal journal;
    private final SendLedger ledger;

    public Standings(
            Locks locks,
            LockStore store,
            AllowList allowList,
            OutboundPolicies policies,
            SendingGuard guard,
            SendJournal journal,
            SendLedger ledger) {
        this.locks = locks;
        this.store = store;
        this.allowList = allowList;
        this.policies = policies;
        this.guard = guard;
        this.journal = journal;
        this.ledger = ledger;
    }

    /**
     * How an account stands; one that was never seen stands as well as any.
     *
     * @throws org.odklep.kernel.StoreUnavailable when the store is away
     */
    public Standing of(AccountName account, Instant now) {
        List<SendingRestriction> history = store.of(account, LAST);
        return new Standing(
                account,
                allowList.covering(account, now),
                locks.of(account, now).stream()
                        .map(lock -> asStored(lock, history))
                        .toList(),
                policies.forAccount(account),
                sent(account, now),
                history,
                messages(account));
    }

    /** Memory does not count how often a restriction refused. */
    private static Lock asStored(Lock lock, List<SendingRestriction> history) {
        return history.stream()
                .filter(each -> each.id().equals(lock.id()))
                .<Lock>map(each -> each)
                .findFirst()
                .orElse(lock);
    }

    private Map<Limit, Long> sent(AccountName account, Instant now) {
        Map<Limit, Long> sent = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            sent.put(limit, (long) limit.measure(guard.sent(account, limit.window(), now)));
        }
        return sent;
    }

    /** The ledger is a flush interval behind; what is missing there waits in the journal. */
    private List<MessageTrace> messages(AccountName account) {
        List<MessageTrace> messages = new ArrayList<>(journal.pending(account));
        messages.addAll(ledger.traces(account, LAST));
        return messages.stream().distinct().limit(LAST).toList();
    }
}
