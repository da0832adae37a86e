package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Passwords.Caller;
import org.odklep.kernel.ClientAddress;

class HashingTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Caller KNOWN = Caller.known(new ClientAddress("192.0.2.7"));
    private static final Caller STRANGER = Caller.stranger(new ClientAddress("203.0.113.9"));

    private final ConcurrentLinkedQueue<Caller> order = new ConcurrentLinkedQueue<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        goOn.countDown();
        callers.close();
        workers.close();
    }

    @Test
    void strangersLeaveAPlaceToThoseWhoAreKnown() throws Exception {
        HashingTurns turns = new HashingTurns(2, workers);
        Future<?> stranger = busy(turns, STRANGER);
        assertThat(now(turns, STRANGER)).isEmpty();
        assertThat(now(turns, KNOWN)).contains(KNOWN);
        Future<?> owner = busy(turns, KNOWN);
        assertThat(now(turns, KNOWN)).isEmpty();
        goOn.countDown();
        stranger.get();
        owner.get();
        assertThat(now(turns, KNOWN)).contains(KNOWN);
    }

    @Test
    void oneWhoLostPatienceIsNotWaitedFor() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        Future<?> first = busy(turns, STRANGER);
        assertThat(turns.run(STRANGER, Duration.ofMillis(1), () -> "late")).isEmpty();
        assertThat(turns.waiting()).isZero();
        goOn.countDown();
        first.get();
        assertThat(now(turns, STRANGER)).contains(STRANGER);
    }

    @Test
    void workThatHasBegunIsWaitedForWithoutPatience() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        CountDownLatch begun = new CountDownLatch(1);
        Future<Optional<String>> impatient = callers.submit(() -> turns.run(STRANGER, Duration.ZERO, () -> {
            begun.countDown();
            goOn.await();
            return "done";
        }));
        begun.await();
        goOn.countDown();
        assertThat(impatient.get()).contains("done");
    }

    @Test
    void workThatFailsGivesItsPlaceBack() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        assertThatThrownBy(() -> turns.run(KNOWN, LONG, () -> {
                    throw new IllegalStateException("no memory");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no memory");
        assertThat(turns.run(KNOWN, LONG, () -> "done")).contains("done");
    }

    @Test
    void whoeverIsInterruptedHoldsNoPlace() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        Future<?> first = busy(turns, KNOWN);
        Thread waiting = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> turns.run(KNOWN, LONG, () -> order.add(KNOWN)))
                        .isInstanceOf(InterruptedException.class));
        while (turns.waiting() == 0) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        waiting.join();
        assertThat(turns.waiting()).isZero();
        goOn.countDown();
        first.get();
        assertThat(turns.run(KNOWN, LONG, () -> "done")).contains("done");
        assertThat(order).isEmpty();
    }

    @Test
    void whoeverIsKnownOvertakesStrangersButNotForEver() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        busy(turns, STRANGER);
        List<Future<?>> all = new ArrayList<>();
        all.addAll(waitTogether(turns, STRANGER, 2));
        all.addAll(waitTogether(turns, KNOWN, 20));
        goOn.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(order).hasSize(22);
        assertThat(List.copyOf(order).subList(0, 19)).containsOnly(KNOWN);
        assertThat(List.copyOf(order).subList(19, 22)).containsExactly(STRANGER, KNOWN, STRANGER);
    }

    @Test
    void aFloodFromOneNetworkDelaysNobodyFromAnother() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        busy(turns, KNOWN);
        Caller neighbour = Caller.stranger(new ClientAddress("203.0.113.200"));
        Caller visitor = Caller.stranger(new ClientAddress("2001:db8:0:1:0:0:0:9"));
        Caller newcomer = Caller.stranger(new ClientAddress("198.51.100.1"));
        List<Future<?>> all = new ArrayList<>(waitTogether(turns, STRANGER, 500));
        all.addAll(waitTogether(turns, neighbour, 500));
        all.addAll(waitTogether(turns, visitor, 2));
        all.addAll(waitTogether(turns, newcomer, 1));
        goOn.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(List.copyOf(order).subList(0, 6))
                .containsExactly(STRANGER, visitor, newcomer, STRANGER, visitor, STRANGER);
        assertThat(List.copyOf(order).subList(6, 1003))
                .as("within a network the first to come is the first to go")
                .startsWith(STRANGER, STRANGER)
                .endsWith(neighbour, neighbour);
    }

    @Test
    void thoseWhoAreKnownTakeTurnsByTheirNetworksToo() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        busy(turns, STRANGER);
        Caller colleague = Caller.known(new ClientAddress("198.51.100.1"));
        List<Future<?>> all = new ArrayList<>(waitTogether(turns, KNOWN, 10));
        all.addAll(waitTogether(turns, colleague, 1));
        goOn.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(List.copyOf(order).subList(0, 2)).containsExactly(KNOWN, colleague);
    }

    /** Work that goes on until {@link #goOn}, and has begun. */
    private Future<?> busy(HashingTurns turns, Caller caller) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> future = callers.submit(() -> turns.run(caller, LONG, () -> {
            begun.countDown();
            goOn.await();
            return caller;
        }));
        begun.await();
        return future;
    }

    private static Optional<Caller> now(HashingTurns turns, Caller caller) throws Exception {
        return turns.run(caller, Duration.ZERO, () -> caller);
    }

    private List<Future<?>> waitTogether(HashingTurns turns, Caller caller, int number) {
        int waiting = turns.waiting();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            all.add(callers.submit(() -> turns.run(caller, LONG, () -> order.add(caller))));
        }
        while (turns.waiting() < waiting + number) {
            Thread.onSpinWait();
        }
        return all;
    }
}
