package org.odklep.gate.dovecot.doveadm;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.odklep.audit.AuditEvent;
import org.odklep.gate.dovecot.doveadm.DoveadmJson.Reply;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.SignOutStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one host do its orders: one thread, some orders to a call, tried again until {@link Patience} ends. How an order ended
 * is an entry in the audit log, stored as the order leaves the store. Waits are measured on the clock of the machine, whatever the time is.
 */
final class DoveadmWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DoveadmWorker.class);
    private static final int MAX_BATCH = 50;

    private final DoveadmHost host;
    private final DoveadmClient client;
    private final Patience patience;
    private final SignOutStore orders;
    private final String node;
    private final InstantSource clock;
    private final DelayQueue<Pending> waiting = new DelayQueue<>();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Thread thread;
    private volatile boolean busy;
    private boolean failing;

    /** @param node that holds the orders it takes */
    DoveadmWorker(DoveadmHost host, Patience patience, SignOutStore orders, String node, InstantSource clock) {
        this.host = host;
        this.client = new DoveadmClient(host);
        this.patience = patience;
        this.orders = orders;
        this.node = node;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("doveadm-" + host.name()).unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /** Takes an order that this node holds. */
    void take(Order order) {
        waiting.add(begin(order, Duration.ZERO, order.stored().told()));
    }

    long done() {
        return done.sum();
    }

    long failed() {
        return failed.sum();
    }

    long retried() {
        return retried.sum();
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether it has orders that the node must go on holding. */
    boolean isHolding() {
        return busy || !waiting.isEmpty();
    }

    /** Ends at once; what was not done stays in the store. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        waiting.clear();
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            List<Pending> batch = new ArrayList<>();
            try {
                busy = false;
                batch.add(waiting.take());
                busy = true;
                waiting.drainTo(batch, MAX_BATCH - 1);
                attempt(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void attempt(List<Pending> batch) throws InterruptedException {
        Map<String, Reply> replies = Map.of();
        String fault = "doveadm did not answer a command";
        try {
            replies = client.run(names(batch, Order::forget), names(batch, Order::kick));
        } catch (IOException e) {
            fault = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("signing out on {} met a fault", host.name(), e);
            fault = e.toString();
        }
        tell(replies.isEmpty() ? Optional.of(fault) : Optional.empty());
        for (Pending pending : batch) {
            Optional<String> problem = problem(pending.order, replies, fault);
            if (problem.isPresent()) {
                tryAgain(pending, problem.get());
            } else {
                succeed(pending, replies);
            }
        }
    }

    private static Optional<String> problem(Order order, Map<String, Reply> replies, String fault) {
        return Stream.concat(Stream.of(DoveadmJson.FLUSH), order.kick().stream())
                .map(tag -> replies.getOrDefault(tag, new Reply.Failed(fault)))
                .flatMap(reply -> reply instanceof Reply.Failed(String why) ? Stream.of(why) : Stream.empty())
                .findFirst();
    }

    /** Done for the first time it is told and waits for the second; done twice it ends. */
    private void succeed(Pending pending, Map<String, Reply> replies) throws InterruptedException {
        String id = pending.id();
        if (pending.again) {
            stored(() -> orders.end(id, node, Optional.empty()));
            return;
        }
        AuditEvent event = event(pending, DoveadmWords.done(pending.order, pending.tries + 1, replies));
        if (stored(() -> orders.tell(id, node, event))) {
            done.increment();
            waiting.add(begin(pending.order, patience.again(), true));
        }
    }

    private void tryAgain(Pending pending, String problem) throws InterruptedException {
        int tries = pending.tries + 1;
        Duration wait = patience.afterTry(tries);
        if (pending.deadline - System.nanoTime() > wait.toNanos()) {
            retried.increment();
            waiting.add(new Pending(
                    pending.order, pending.again, tries, System.nanoTime() + wait.toNanos(), pending.deadline));
        } else {
            fail(pending, problem);
        }
    }

    private void fail(Pending pending, String problem) throws InterruptedException {
        AuditEvent event = event(pending, "failed after " + Math.max(1, pending.tries) + " tries: " + problem);
        if (stored(() -> orders.end(pending.id(), node, Optional.of(event)))) {
            failed.increment();
        }
    }

    private AuditEvent event(Pending pending, String outcome) {
        return DoveadmWords.event(pending.order.signOut(), host.name(), outcome, clock.instant());
    }

    /** While the store is away nobody changes users, so waiting for it holds up nothing. */
    private static boolean stored(BooleanSupplier change) throws InterruptedException {
        while (true) {
            try {
                return change.getAsBoolean();
            } catch (StoreUnavailable e) {
                LOG.debug("cannot note what was signed out: {}", e.getMessage());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** Says once that a host fails, and once that it is back. */
    private void tell(Optional<String> fault) {
        if (fault.isPresent() && !failing) {
            LOG.warn("cannot sign out on {}, trying again: {}", host.name(), fault.get());
        } else if (fault.isEmpty() && failing) {
            LOG.info("{} is back", host.name());
        }
        failing = fault.isPresent();
    }

    private static Set<String> names(List<Pending> batch, Function<Order, Set<String>> which) {
        Set<String> names = new LinkedHashSet<>();
        batch.forEach(pending -> names.addAll(which.apply(pending.order)));
        return names;
    }

    private Pending begin(Order order, Duration wait, boolean again) {
        long due = System.nanoTime() + wait.toNanos();
        return new Pending(order, again, 0, due, due + patience.total().toNanos());
    }

    /**
     * An order that waits.
     *
     * @param again it was done once
     * @param due in nanoseconds of the machine's clock, as is the deadline
     */
    private record Pending(Order order, boolean again, int tries, long due, long deadline) implements Delayed {
        String id() {
            return order.stored().id();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
