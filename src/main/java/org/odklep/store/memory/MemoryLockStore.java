package org.odklep.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Ending;
import org.odklep.lock.History;
import org.odklep.lock.LockStore;
import org.odklep.lock.RestrictionPage;
import org.odklep.lock.RestrictionPosition;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.SendingRestriction;

/** Restrictions, by reference and by account. */
public final class MemoryLockStore implements LockStore {
    private final MemoryAuditLog audit;
    private final Map<String, Row> rows = new HashMap<>();
    private final Map<AccountName, List<String>> idsOfAccounts = new HashMap<>();
    private long version;

    public MemoryLockStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized Opening open(SendingRestriction restriction, AuditEvent event) {
        Optional<SendingRestriction> last =
                of(restriction.account(), 1).stream().findFirst();
        if (last.isPresent() && last.get().ended().isEmpty()) {
            return new Opening.AlreadyOpen(last.get());
        }
        if (rows.containsKey(restriction.id())) {
            throw new IllegalStateException("reference " + restriction.id() + " is taken");
        }
        audit.append(event);
        put(restriction);
        idsOfAccounts
                .computeIfAbsent(restriction.account(), account -> new ArrayList<>())
                .add(restriction.id());
        return new Opening.Opened(restriction);
    }

    @Override
    public synchronized Closing close(String id, Ending ending, AuditEvent event) {
        Row row = rows.get(id);
        if (row == null) {
            return new Closing.Unknown();
        }
        if (row.restriction.ended().isPresent()) {
            return new Closing.AlreadyClosed(row.restriction);
        }
        audit.append(event);
        return new Closing.Closed(put(row.restriction.endedBy(ending)));
    }

    @Override
    public synchronized Optional<SendingRestriction> find(String id) {
        return Optional.ofNullable(rows.get(id)).map(Row::restriction);
    }

    @Override
    public synchronized List<SendingRestriction> of(AccountName account, int limit) {
        return idsOfAccounts.getOrDefault(account, List.of()).reversed().stream()
                .limit(limit)
                .map(id -> find(id).orElseThrow())
                .toList();
    }

    @Override
    public synchronized List<SendingRestriction> lastEnded(int limit) {
        return rows.values().stream()
                .map(Row::restriction)
                .filter(restriction -> restriction.ended().isPresent())
                .sorted(Comparator.comparing((SendingRestriction restriction) ->
                                restriction.ended().orElseThrow().at())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized History history(AccountName account) {
        List<SendingRestriction> earlier = of(account, Integer.MAX_VALUE);
        long releases = earlier.stream()
                .filter(restriction ->
                        restriction.ended().filter(Ending::isRelease).isPresent())
                .count();
        return new History(earlier.size(), (int) releases);
    }

    @Override
    public synchronized int count(RestrictionQuery query, int most, Instant now) {
        Optional<RestrictionPosition> after = RestrictionPosition.after(query);
        return (int) restrictions().stream()
                .filter(status(query.status(), now))
                .filter(restriction -> isMatch(restriction, query))
                .filter(restriction -> after.map(position -> isBehind(restriction, position, query.descending()))
                        .orElse(true))
                .limit(most)
                .count();
    }

    @Override
    public synchronized RestrictionPage list(RestrictionQuery query, Instant now) {
        Comparator<SendingRestriction> order = order(query);
        Optional<RestrictionPosition> after = RestrictionPosition.after(query);
        List<SendingRestriction> found = restrictions().stream()
                .filter(status(query.status(), now))
                .filter(restriction -> isMatch(restriction, query))
                .filter(restriction -> after.map(position -> isBehind(restriction, position, query.descending()))
                        .orElse(true))
                .sorted(order)
                .limit(query.limit() + 1L)
                .toList();
        List<SendingRestriction> page = found.subList(0, Math.min(found.size(), query.limit()));
        return new RestrictionPage(
                page,
                found.size() == page.size()
                        ? Optional.empty()
                        : Optional.of(RestrictionPosition.of(page.getLast(), query.sort())
                                .text()));
    }

    @Override
    public synchronized Changes current(Instant endedSince) {
        return changes(row -> row.restriction
                .ended()
                .map(ending -> !ending.at().isBefore(endedSince))
                .orElse(true));
    }

    @Override
    public synchronized Changes changedSince(long seen) {
        return changes(row -> row.version > seen);
    }

    /** Adds refusals to a restriction; that alone is no change that other nodes have to learn. */
    synchronized void addRefused(String id, int times) {
        rows.computeIfPresent(id, (key, row) -> new Row(row.version, row.restriction.plusRefused(times)));
    }

    private SendingRestriction put(SendingRestriction restriction) {
        version++;
        rows.put(restriction.id(), new Row(version, restriction));
        return restriction;
    }

    private Changes changes(Predicate<Row> which) {
        List<SendingRestriction> changed = rows.values().stream()
                .filter(which)
                .sorted(Comparator.comparingLong(Row::version))
                .map(Row::restriction)
                .toList();
        return new Changes(version, changed);
    }

    private Collection<SendingRestriction> restrictions() {
        return rows.values().stream().map(Row::restriction).toList();
    }

    private static Predicate<SendingRestriction> status(RestrictionQuery.Status status, Instant now) {
        return switch (status) {
            case ACTIVE -> restriction -> restriction.holds(now);
            case ENDED -> restriction -> !restriction.holds(now);
            case ALL -> restriction -> true;
        };
    }

    private static boolean isMatch(SendingRestriction restriction, RestrictionQuery query) {
        return restriction.account().value().contains(query.search())
                || query.reference().filter(restriction.id()::startsWith).isPresent();
    }

    private static Comparator<SendingRestriction> order(RestrictionQuery query) {
        Comparator<SendingRestriction> order = Comparator.comparing(
                restriction -> RestrictionPosition.of(restriction, query.sort()), MemoryLockStore::compare);
        return query.descending() ? order.reversed() : order;
    }

    private static boolean isBehind(SendingRestriction restriction, RestrictionPosition position, boolean descending) {
        int compared = compare(RestrictionPosition.of(restriction, position.sort()), position);
        return descending ? compared < 0 : compared > 0;
    }

    private static int compare(RestrictionPosition one, RestrictionPosition other) {
        int byKey = one.sort().isNumeric()
                ? Long.compare(one.number(), other.number())
                : one.key().compareTo(other.key());
        return byKey != 0 ? byKey : one.id().compareTo(other.id());
    }

    private record Row(long version, SendingRestriction restriction) {}
}
