package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.odklep.account.Passwords.Caller;

class HashingTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ConcurrentLinkedQueue<Caller> order = new ConcurrentLinkedQueue<>();

    @Test
    void strangersLeaveAPlaceToThoseWhoAreKnown() throws InterruptedException {
        HashingTurns turns = new HashingTurns(2);
        assertThat(turns.begin(Caller.STRANGER, Duration.ZERO)).isTrue();
        assertThat(turns.begin(Caller.STRANGER, Duration.ZERO)).isFalse();
        assertThat(turns.begin(Caller.KNOWN, Duration.ZERO)).isTrue();
        assertThat(turns.begin(Caller.KNOWN, Duration.ZERO)).isFalse();
        turns.end(Caller.STRANGER);
        assertThat(turns.begin(Caller.KNOWN, Duration.ZERO)).isTrue();
    }

    @Test
    void oneWhoLostPatienceIsNotWaitedFor() throws InterruptedException {
        HashingTurns turns = new HashingTurns(1);
        assertThat(turns.begin(Caller.STRANGER, Duration.ZERO)).isTrue();
        assertThat(turns.begin(Caller.STRANGER, Duration.ofMillis(1))).isFalse();
        assertThat(turns.waiting()).isZero();
        turns.end(Caller.STRANGER);
        assertThat(turns.begin(Caller.STRANGER, Duration.ZERO)).isTrue();
    }

    @Test
    void whoeverIsKnownOvertakesStrangersButNotForEver() throws InterruptedException {
        HashingTurns turns = new HashingTurns(1);
        turns.begin(Caller.STRANGER, LONG);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            waitTogether(turns, threads, Caller.STRANGER, 2);
            waitTogether(turns, threads, Caller.KNOWN, 20);
            turns.end(Caller.STRANGER);
        }
        assertThat(order).hasSize(22);
        assertThat(List.copyOf(order).subList(0, 19)).containsOnly(Caller.KNOWN);
        assertThat(List.copyOf(order).subList(19, 22)).containsExactly(Caller.STRANGER, Caller.KNOWN, Caller.STRANGER);
    }

    private void waitTogether(HashingTurns turns, ExecutorService threads, Caller caller, int number) {
        int waiting = turns.waiting();
        for (int i = 0; i < number; i++) {
            threads.submit(() -> {
                turns.begin(caller, LONG);
                order.add(caller);
                turns.end(caller);
                return true;
            });
        }
        while (turns.waiting() < waiting + number) {
            Thread.onSpinWait();
        }
    }
}
