package org.odklep.store.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.user.SignOutOrder;
import org.odklep.user.SignOutStore;

/** The orders for mail servers, by id. */
public final class MemorySignOutStore implements SignOutStore {
    private static final String NOBODY = "";

    private final AuditLog audit;
    private final Map<String, Held> orders = new HashMap<>();

    public MemorySignOutStore(AuditLog audit) {
        this.audit = audit;
    }

    /** Adds the orders that a change of a user makes. */
    public synchronized void add(List<SignOutOrder> made) {
        made.forEach(order -> orders.put(order.id(), new Held(order, NOBODY, Instant.EPOCH)));
    }

    @Override
    public synchronized List<SignOutOrder> claim(Claim claim) {
        List<SignOutOrder> free = orders.values().stream()
                .filter(held -> !held.until.isAfter(claim.now()))
                .map(Held::order)
                .filter(order -> claim.hosts().contains(order.host())
                        || order.signOut().at().isBefore(claim.abandoned()))
                .sorted(Comparator.comparing(
                                (SignOutOrder order) -> order.signOut().at())
                        .thenComparing(SignOutOrder::id))
                .limit(claim.most())
                .toList();
        free.forEach(order -> orders.put(order.id(), new Held(order, claim.node(), claim.until())));
        return free;
    }

    @Override
    public synchronized void hold(String node, Instant until) {
        orders.replaceAll((id, held) -> held.node.equals(node) ? new Held(held.order, node, until) : held);
    }

    @Override
    public synchronized void release(String node) {
        orders.replaceAll((id, held) -> held.node.equals(node) ? new Held(held.order, NOBODY, Instant.EPOCH) : held);
    }

    @Override
    public synchronized boolean tell(String id, String node, AuditEvent event) {
        Optional<Held> held = held(id, node).filter(found -> !found.order.told());
        held.ifPresent(found -> {
            audit.append(event);
            orders.put(id, new Held(found.order.asTold(), node, found.until));
        });
        return held.isPresent();
    }

    @Override
    public synchronized boolean end(String id, String node, Optional<AuditEvent> event) {
        Optional<Held> held = held(id, node);
        held.ifPresent(found -> {
            event.ifPresent(audit::append);
            orders.remove(id);
        });
        return held.isPresent();
    }

    private Optional<Held> held(String id, String node) {
        return Optional.ofNullable(orders.get(id)).filter(found -> found.node.equals(node));
    }

    private record Held(SignOutOrder order, String node, Instant until) {}
}
