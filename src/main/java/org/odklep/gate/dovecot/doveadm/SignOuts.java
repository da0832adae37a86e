package org.odklep.gate.dovecot.doveadm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.SignOut;
import org.odklep.user.SignOutOrder;
import org.odklep.user.SignOutStore;
import org.odklep.user.User;
import org.odklep.user.UserChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to changes of users and has every Dovecot host forget and end what a change makes worthless. The orders are stored
 * with the change; one thread takes from the store what no other node works on, and gives it to the worker of its host. The
 * thread that made the change only leaves word.
 */
public final class SignOuts implements UserChanges, AutoCloseable {
    /** How long a node may be silent before another one takes up what it holds; clocks of nodes differ by less. */
    static final Duration LEASE = Duration.ofSeconds(10);

    /** Orders of hosts that are not in the settings any more end after this, for nodes may be given new settings in turn. */
    static final Duration ABANDONED = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(SignOuts.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int MOST_HELD = 20_000;
    private static final int AT_ONCE = 500;

    private final Map<String, DoveadmWorker> workers = new LinkedHashMap<>();
    private final Supplier<Optional<MailDomain>> defaultDomain;
    private final SignOutStore orders;
    private final InstantSource clock;
    private final String node = UUID.randomUUID().toString();
    private final Semaphore word = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("doveadm-orders").unstarted(this::work);

    /**
     * @param hosts none where Dovecot is not to be told
     * @param defaultDomain users of this domain may be known to Dovecot without it
     */
    public SignOuts(
            Collection<DoveadmHost> hosts,
            Supplier<Optional<MailDomain>> defaultDomain,
            Patience patience,
            SignOutStore orders,
            InstantSource clock) {
        this.defaultDomain = defaultDomain;
        this.orders = orders;
        this.clock = clock;
        hosts.forEach(host -> workers.put(host.name(), new DoveadmWorker(host, patience, orders, node, clock)));
        if (!workers.isEmpty()) {
            workers.values().forEach(DoveadmWorker::start);
            thread.start();
        }
    }

    @Override
    public List<SignOutOrder> orders(User before, Optional<User> after, AuditEvent change) {
        Optional<SignOut> signOut = after.isPresent()
                ? SignOut.of(before, after.get(), change)
                : Optional.of(SignOut.ofRemoval(before, change));
        return signOut.stream()
                .flatMap(what -> workers.keySet().stream()
                        .map(host -> new SignOutOrder(UUID.randomUUID().toString(), host, what, false)))
                .toList();
    }

    @Override
    public void changed(User before, User after, Instant now) {
        word.release();
    }

    @Override
    public void removed(User user, Instant now) {
        word.release();
    }

    /** What hosts did: one for each change and host. */
    public long done() {
        return sum(DoveadmWorker::done);
    }

    /** What hosts did not do, and will not. */
    public long failed() {
        return sum(DoveadmWorker::failed);
    }

    /** How often a host that did not do something was left to be asked again. */
    public long retried() {
        return sum(DoveadmWorker::retried);
    }

    /** What hosts are still to do that this node sees to, for the first or for the second time. */
    public long waiting() {
        return sum(DoveadmWorker::waiting);
    }

    /** Ends at once; what is still to be done is for another node, or for the next start. */
    @Override
    public void close() {
        if (workers.isEmpty()) {
            return;
        }
        stop();
        try {
            orders.release(node);
        } catch (StoreUnavailable e) {
            LOG.warn(
                    "sessions and cached passwords on Dovecot hosts wait for {} s: {}",
                    LEASE.toSeconds(),
                    e.getMessage());
        }
    }

    /** As a crash ends it: nobody is told, and nothing is let go of. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.values().forEach(DoveadmWorker::close);
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                takeAll();
            } catch (StoreUnavailable e) {
                LOG.debug("cannot see what Dovecot hosts have to do: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("taking orders for Dovecot hosts met a fault", e);
            }
            try {
                word.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                word.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void takeAll() {
        if (workers.values().stream().anyMatch(DoveadmWorker::isHolding)) {
            orders.hold(node, clock.instant().plus(LEASE));
        }
        List<SignOutOrder> taken;
        do {
            taken = waiting() < MOST_HELD ? orders.claim(claim(clock.instant())) : List.of();
            taken.forEach(this::give);
        } while (taken.size() == AT_ONCE);
    }

    private SignOutStore.Claim claim(Instant now) {
        return new SignOutStore.Claim(
                node, Set.copyOf(workers.keySet()), now.minus(ABANDONED), now, now.plus(LEASE), AT_ONCE);
    }

    private void give(SignOutOrder order) {
        Optional.ofNullable(workers.get(order.host()))
                .ifPresentOrElse(worker -> worker.take(Order.of(order, defaultDomain.get())), () -> abandon(order));
    }

    private void abandon(SignOutOrder order) {
        String outcome = "failed: the host is not in odklep.doveadm.urls any more";
        orders.end(
                order.id(),
                node,
                Optional.of(DoveadmWords.event(order.signOut(), order.host(), outcome, clock.instant())));
    }

    private long sum(ToLongFunction<DoveadmWorker> figure) {
        return workers.values().stream().mapToLong(figure).sum();
    }
}
