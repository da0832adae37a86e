package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.NOON;
import static org.odklep.sending.SendingSetup.limited;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;

class SendingConcurrencyTest {
    private static final int THREADS = 64;

    @RepeatedTest(10)
    void sixtyFourThreadsNeverSendMoreThanTheLimitAndRestrictOnce() throws Exception {
        SendingSetup setup = new SendingSetup(limited(Limit.EXTERNAL_PER_HOUR, 300));
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger othersSent = new AtomicInteger();
        together(THREADS, thread -> {
            AccountName other = AccountName.of("user" + thread + "@example.si");
            for (int i = 0; i < 20; i++) {
                if (setup.guard.decide(setup.attempt(ANA, 0, 1), NOON) instanceof SendDecision.Allow) {
                    sent.incrementAndGet();
                }
                if (setup.guard.decide(setup.attempt(other, 0, 15), NOON) instanceof SendDecision.Allow) {
                    othersSent.incrementAndGet();
                }
            }
        });
        assertThat(sent).hasValue(300);
        assertThat(othersSent).hasValue(THREADS * 20);
        assertThat(setup.entries("restriction.open")).hasSize(1);
    }

    @Test
    void releasesAndRestrictionsAtOnceNeverLetMoreThroughThanTheReleasesAllow() throws Exception {
        SendingSetup setup = new SendingSetup(limited(Limit.EXTERNAL_PER_HOUR, 50));
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger clock = new AtomicInteger();
        together(16, thread -> {
            for (int i = 0; i < 500; i++) {
                var now = NOON.plusMillis(clock.incrementAndGet());
                if (thread == 0 && i % 25 == 0) {
                    setup.release(now);
                } else if (setup.external(1, now) instanceof SendDecision.Allow) {
                    sent.incrementAndGet();
                }
            }
        });
        int releases = setup.entries("restriction.release").size();
        assertThat(releases).isPositive();
        // A message that read the clock before a release and was decided after it passes and does not count.
        assertThat(sent.get()).isBetween(50, 50 * (releases + 1) + 16 * releases);
        assertThat(setup.entries("restriction.open").size()).isBetween(releases, releases + 1);
    }

    @RepeatedTest(5)
    void forgettingIdleAccountsLosesNoCount() throws Exception {
        SendingSetup setup = new SendingSetup(limited(Limit.EXTERNAL_PER_HOUR, 1_000_000));
        AtomicBoolean done = new AtomicBoolean();
        Thread sweeper = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                setup.guard.sweep(NOON);
            }
        });
        try {
            together(8, thread -> {
                for (int i = 0; i < 3000; i++) {
                    setup.guard.decide(setup.attempt(account(i % 500), 0, 1), NOON);
                    setup.guard.sent(account(10_000 + i), Duration.ofHours(1), NOON);
                }
            });
        } finally {
            done.set(true);
            sweeper.join();
        }
        int total = 0;
        for (int i = 0; i < 500; i++) {
            total += setup.guard.sent(account(i), Duration.ofHours(1), NOON).external();
        }
        assertThat(total).isEqualTo(8 * 3000);
        setup.guard.sweep(NOON);
        assertThat(setup.guard.senders()).isEqualTo(500);
        setup.guard.sweep(NOON.plus(Duration.ofHours(24)).plusSeconds(1));
        assertThat(setup.guard.senders()).isZero();
    }

    private static AccountName account(int number) {
        return AccountName.of("user" + number + "@example.si");
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void together(int threads, Work work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(executor.submit(() -> {
                    start.await();
                    work.run(thread);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : running) {
                each.get();
            }
        }
    }
}
