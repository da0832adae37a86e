package org.odklep.sending;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
import org.odklep.lock.FlakyLockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.ReleaseResult;
import org.odklep.store.memory.MemoryAllowStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockStore;
import org.odklep.store.memory.MemorySendLedger;

/** A sending guard on stores in memory that a test can take away, and the people around it. */
public final class SendingSetup {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    public static final ZoneId LJUBLJANA = ZoneId.of("Europe/Ljubljana");
    public static final AccountName ANA = AccountName.of("ana@example.si");
    public static final AccountName BOR = AccountName.of("bor@example.si");
    public static final ClientAddress CLIENT = ClientAddress.parse("192.0.2.7").orElseThrow();
    public static final Actor MAJA = new Actor("maja", Role.SECURITY_ADMINISTRATOR, ClientAddress.LOCAL);
    public static final Reason REASON = Reason.of("password changed, owner called back");

    final MemoryAuditLog audit = new MemoryAuditLog();
    final MemoryLockStore memoryLocks = new MemoryLockStore(audit);
    final FlakyLockStore lockStore = new FlakyLockStore(memoryLocks);
    final FlakySendLedger ledger = new FlakySendLedger(new MemorySendLedger(memoryLocks));
    final AllowList allowList = new AllowList(new MemoryAllowStore(audit));
    final Locks locks = new Locks(lockStore, allowList, new Random(1));
    final SendJournal journal = new SendJournal(ledger, 1000);
    final SendingGuard guard;
    volatile OutboundPolicy policy;
    private final AtomicInteger serial = new AtomicInteger();

    public SendingSetup(OutboundPolicy policy) {
        this.policy = policy;
        this.guard = restarted();
    }

    /** Everybody's policy, with no limits but the given ones. */
    public static OutboundPolicy limited(Map<Limit, Integer> limits) {
        Map<Limit, Integer> all = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            all.put(limit, limits.getOrDefault(limit, 0));
        }
        return new OutboundPolicy(
                OutboundPolicy.DEFAULT_ID,
                "Default",
                true,
                false,
                Scope.EVERYBODY,
                new Limits(all),
                Action.RESTRICT,
                LJUBLJANA);
    }

    static OutboundPolicy limited(Limit limit, int allowed) {
        return limited(Map.of(limit, allowed));
    }

    static OutboundPolicy with(OutboundPolicy policy, Action action, boolean shadow) {
        return new OutboundPolicy(
                policy.id(), policy.name(), true, shadow, policy.scope(), policy.limits(), action, policy.zone());
    }

    /** A guard as it is after a restart: knows what the stores know. */
    SendingGuard restarted() {
        return new SendingGuard(locks, account -> policy, ledger, journal, new Random(2));
    }

    public SendingGuard guard() {
        return guard;
    }

    public SendJournal journal() {
        return journal;
    }

    public FlakyLockStore lockStore() {
        return lockStore;
    }

    public Locks locks() {
        return locks;
    }

    public void policy(OutboundPolicy changed) {
        policy = changed;
    }

    SendDecision external(int recipients, Instant now) {
        return guard.decide(attempt(ANA, 0, recipients), now);
    }

    SendDecision internal(int recipients, Instant now) {
        return guard.decide(attempt(ANA, recipients, 0), now);
    }

    /** A message to external recipients that nobody wrote to before. */
    SendAttempt attempt(AccountName account, int internal, int external) {
        int first = serial.addAndGet(external) - external;
        return attempt(
                account, internal, IntStream.range(first, first + external).toArray());
    }

    SendAttempt attempt(AccountName account, int internal, int[] externalKeys) {
        return new SendAttempt(
                account,
                account.value(),
                "4f" + serial.incrementAndGet(),
                internal,
                externalKeys.length,
                externalKeys,
                List.of("example.org"),
                1000,
                CLIENT);
    }

    ReleaseResult release(Instant now) {
        return locks.release(ANA, REASON, MAJA, now);
    }

    void allow(AccountName account, Optional<Instant> until, Instant now) {
        allowList.add(new AllowEntry(account.value(), REASON, MAJA.name(), now, until), MAJA);
    }

    List<AuditEntry> entries(String action) {
        return audit.all()
                .filter(entry -> entry.event().action().equals(action))
                .toList();
    }

    List<Alert> alerts() {
        journal.flush();
        return ledger.alerts(Optional.of(ANA), 100);
    }
}
