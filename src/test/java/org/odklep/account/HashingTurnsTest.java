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

class HashingTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

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
        Future<?> stranger = busy(turns, Caller.STRANGER);
        assertThat(now(turns, Caller.STRANGER)).isEmpty();
        assertThat(now(turns, Caller.KNOWN)).contains(Caller.KNOWN);
        Future<?> owner = busy(turns, Caller.KNOWN);
        assertThat(now(turns, Caller.KNOWN)).isEmpty();
        goOn.countDown();
        stranger.get();
        owner.get();
        assertThat(now(turns, Caller.KNOWN)).contains(Caller.KNOWN);
    }

    @Test
    void oneWhoLostPatienceIsNotWaitedFor() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        Future<?> first = busy(turns, Caller.STRANGER);
        assertThat(turns.run(Caller.STRANGER, Duration.ofMillis(1), () -> "late"))
                .isEmpty();
        assertThat(turns.waiting()).isZero();
        goOn.countDown();
        first.get();
        assertThat(now(turns, Caller.STRANGER)).contains(Caller.STRANGER);
    }

    @Test
    void workThatHasBegunIsWaitedForWithoutPatience() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        CountDownLatch begun = new CountDownLatch(1);
        Future<Optional<String>> impatient = callers.submit(() -> turns.run(Caller.STRANGER, Duration.ZERO, () -> {
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
        assertThatThrownBy(() -> turns.run(Caller.KNOWN, LONG, () -> {
                    throw new IllegalStateException("no memory");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no memory");
        assertThat(turns.run(Caller.KNOWN, LONG, () -> "done")).contains("done");
    }

    @Test
    void whoeverIsInterruptedHoldsNoPlace() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        Future<?> first = busy(turns, Caller.KNOWN);
        Thread waiting = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> turns.run(Caller.KNOWN, LONG, () -> order.add(Caller.KNOWN)))
                        .isInstanceOf(InterruptedException.class));
        while (turns.waiting() == 0) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        waiting.join();
        assertThat(turns.waiting()).isZero();
        goOn.countDown();
        first.get();
        assertThat(turns.run(Caller.KNOWN, LONG, () -> "done")).contains("done");
        assertThat(order).isEmpty();
    }

    @Test
    void whoeverIsKnownOvertakesStrangersButNotForEver() throws Exception {
        HashingTurns turns = new HashingTurns(1, workers);
        busy(turns, Caller.STRANGER);
        List<Future<?>> all = new ArrayList<>();
        all.addAll(waitTogether(turns, Caller.STRANGER, 2));
        all.addAll(waitTogether(turns, Caller.KNOWN, 20));
        goOn.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(order).hasSize(22);
        assertThat(List.copyOf(order).subList(0, 19)).containsOnly(Caller.KNOWN);
        assertThat(List.copyOf(order).subList(19, 22)).containsExactly(Caller.STRANGER, Caller.KNOWN, Caller.STRANGER);
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
