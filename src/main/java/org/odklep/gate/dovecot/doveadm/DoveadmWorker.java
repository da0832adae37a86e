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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.gate.dovecot.doveadm.DoveadmJson.Reply;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one host do its orders: one thread, some orders to a call, tried again until {@link Patience} ends. How an order ended
 * is an entry in the audit log. Waits are measured on the clock of the machine, whatever the time is.
 */
final class DoveadmWorker implements AutoCloseable {
    static final int MAX_WAITING = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(DoveadmWorker.class);
    private static final int MAX_BATCH = 50;
    private static final int AUDIT_TRIES = 60;

    private final DoveadmHost host;
    private final DoveadmClient client;
    private final Patience patience;
    private final AuditLog audit;
    private final InstantSource clock;
    private final DelayQueue<Pending> waiting = new DelayQueue<>();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Thread thread;
    private boolean failing;

    DoveadmWorker(DoveadmHost host, Patience patience, AuditLog audit, InstantSource clock) {
        this.host = host;
        this.client = new DoveadmClient(host);
        this.patience = patience;
        this.audit = audit;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("doveadm-" + host.name()).unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /** Takes an order; beyond {@value #MAX_WAITING} it is dropped and counted as failed. */
    void take(Order order) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(begin(order, Duration.ZERO, false));
        } else {
            failed.increment();
            LOG.error(
                    "too much waits for {}: {} is not signed out there",
                    host.name(),
                    order.signOut().target());
        }
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

    /** Ends at once; orders that were not done are told to the audit log as failed. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        waiting.stream().filter(pending -> !pending.again).forEach(pending -> fail(pending, "Odklep was stopped"));
        waiting.clear();
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            List<Pending> batch = new ArrayList<>();
            try {
                batch.add(waiting.take());
                waiting.drainTo(batch, MAX_BATCH - 1);
                attempt(batch);
            } catch (InterruptedException e) {
                waiting.addAll(batch);
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("signing out on {} met a fault", host.name(), e);
                batch.forEach(pending -> tryAgain(pending, e.toString()));
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

    private void succeed(Pending pending, Map<String, Reply> replies) {
        if (pending.again) {
            return;
        }
        done.increment();
        waiting.add(begin(pending.order, patience.again(), true));
        write(pending, "done" + afterTries(pending.tries + 1) + ": " + words(pending.order, replies));
    }

    private void tryAgain(Pending pending, String problem) {
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

    private void fail(Pending pending, String problem) {
        failed.increment();
        write(pending, "failed after " + Math.max(1, pending.tries) + " tries: " + problem);
    }

    private static String words(Order order, Map<String, Reply> replies) {
        String kicked = order.kick().stream()
                .flatMap(name ->
                        replies.get(name) instanceof Reply.Done(List<String> names) ? names.stream() : Stream.empty())
                .distinct()
                .collect(Collectors.joining(", "));
        String sessions = !order.signOut().kick() ? "" : kicked.isEmpty() ? "; no open session" : "; sessions ended: ";
        return "cached passwords forgotten" + sessions + kicked;
    }

    private static String afterTries(int tries) {
        return tries == 1 ? "" : " after " + tries + " tries";
    }

    /** While the store is away nobody changes users, so waiting for it holds up nothing. */
    private void write(Pending pending, String outcome) {
        SignOut signOut = pending.order.signOut();
        String reason = signOut.cause() + " at " + signOut.at();
        AuditEvent event = new AuditEvent(
                clock.instant(),
                "dovecot:" + host.name(),
                ClientAddress.LOCAL,
                "user.signOut",
                signOut.target(),
                reason,
                null,
                outcome);
        for (int i = 0; i < AUDIT_TRIES; i++) {
            try {
                audit.append(event);
                return;
            } catch (StoreUnavailable e) {
                if (!pause()) {
                    break;
                }
            }
        }
        LOG.error("the audit log lacks, of {} on {}: {}", signOut.target(), host.name(), outcome);
    }

    private static boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
