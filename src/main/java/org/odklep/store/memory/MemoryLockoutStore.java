package org.odklep.store.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.signin.LockoutQuery;
import org.odklep.signin.LockoutState;
import org.odklep.signin.LockoutStore;

/** The counts of wrong passwords, in a map. */
public final class MemoryLockoutStore implements LockoutStore {
    private final MemoryAuditLog audit;
    private final Map<Key, LockoutState> states = new HashMap<>();

    public MemoryLockoutStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized LockoutState get(Key key) {
        return states.getOrDefault(key, LockoutState.NONE);
    }

    @Override
    public synchronized LockoutState update(Key key, LockoutState seen, UnaryOperator<LockoutState> change) {
        LockoutState next = change.apply(get(key));
        if (next.equals(LockoutState.NONE)) {
            states.remove(key);
        } else {
            states.put(key, next);
        }
        return next;
    }

    @Override
    public synchronized boolean clear(AccountName account, AuditEvent event) {
        boolean any = states.keySet().removeIf(key -> key.account().equals(account));
        if (any) {
            audit.append(event);
        }
        return any;
    }

    @Override
    public synchronized List<Entry> locked(Instant now, int limit) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().isLocked(now))
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Entry entry) -> entry.state().lockedUntil())
                        .reversed()
                        .thenComparing(entry -> entry.key().account()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Set<AccountName> locked(Collection<AccountName> accounts, Instant now) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().isLocked(now))
                .map(entry -> entry.getKey().account())
                .filter(accounts::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Entry> list(LockoutQuery query) {
        return states.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .filter(query::wants)
                .sorted(Comparator.comparing(LockoutQuery.Position::of))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized Tally tally(Instant now) {
        List<Instant> since = states.values().stream()
                .filter(state -> state.isLocked(now))
                .map(LockoutState::lockedSince)
                .sorted()
                .toList();
        return new Tally(since.size(), since.isEmpty() ? Instant.EPOCH : since.getLast());
    }

    @Override
    public synchronized void prune(Instant before) {
        states.values()
                .removeIf(state -> state.lastFailure().isBefore(before)
                        && state.lockedUntil().isBefore(before));
    }
}
