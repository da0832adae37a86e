package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.ClientAddress;

class SignInThrottleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ClientAddress OFFICE = address("192.0.2.7");
    private static final ClientAddress ATTACKER = address("203.0.113.9");

    private final SignInThrottle throttle = new SignInThrottle();

    @Test
    void tenAttemptsAreFreeAndTheNextOneWaits() {
        attempts("ana", OFFICE, 10);
        assertThat(throttle.begin("ana", OFFICE, NOW)).contains(Duration.ofMinutes(1));
    }

    @Test
    void theWaitDoublesUpToAQuarterOfAnHour() {
        attempts("ana", OFFICE, 10);
        Instant now = NOW;
        for (int minutes : List.of(1, 2, 4, 8, 15, 15)) {
            assertThat(throttle.begin("ana", OFFICE, now)).contains(Duration.ofMinutes(minutes));
            now = now.plus(Duration.ofMinutes(minutes));
            assertThat(throttle.begin("ana", OFFICE, now)).isEmpty();
        }
    }

    @Test
    void askingWhileWaitingDoesNotMakeItLonger() {
        attempts("ana", OFFICE, 10);
        throttle.begin("ana", OFFICE, NOW.plusSeconds(30));
        assertThat(throttle.begin("ana", OFFICE, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void aRightPasswordClearsTheCount() {
        attempts("ana", OFFICE, 10);
        throttle.clear("ana", OFFICE);
        assertThat(throttle.begin("ana", OFFICE, NOW)).isEmpty();
    }

    @Test
    void aQuarterOfAnHourWithoutAnAttemptClearsTheCount() {
        attempts("ana", OFFICE, 9);
        Instant later = NOW.plus(Duration.ofMinutes(15));
        assertThat(throttle.begin("ana", OFFICE, later)).isEmpty();
        assertThat(throttle.begin("ana", OFFICE, later)).isEmpty();
    }

    @Test
    void anAttemptThatWasNeverCheckedDoesNotCount() {
        attempts("ana", OFFICE, 10);
        throttle.cancel("ana", OFFICE);
        assertThat(throttle.begin("ana", OFFICE, NOW)).isEmpty();
    }

    @Test
    void anAttackerElsewhereDoesNotSlowTheOwnerDown() {
        attempts("ana", ATTACKER, 50);
        assertThat(throttle.begin("ana", OFFICE, NOW)).isEmpty();
    }

    @Test
    void addressesOfOneIpv6NetworkAreOnePlace() {
        for (int i = 0; i < 10; i++) {
            throttle.begin("ana", address("2001:db8:1:2::" + i), NOW);
        }
        assertThat(throttle.begin("ana", address("2001:db8:1:2:ffff::1"), NOW)).isPresent();
        assertThat(throttle.begin("ana", address("2001:db8:1:3::1"), NOW)).isEmpty();
    }

    @Test
    void ofManyAttemptsAtOnceOnlyTenPass() throws Exception {
        int many = 64;
        CountDownLatch ready = new CountDownLatch(many);
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<Future<Optional<Duration>>> results = IntStream.range(0, many)
                    .mapToObj(i -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return throttle.begin("ana", ATTACKER, NOW);
                    }))
                    .toList();
            int passed = 0;
            for (Future<Optional<Duration>> result : results) {
                passed += result.get().isEmpty() ? 1 : 0;
            }
            assertThat(passed).isEqualTo(10);
        }
    }

    @Test
    void memoryIsBoundedAndThoseWhoWaitAreKept() {
        attempts("ana", ATTACKER, 10);
        for (int i = 0; i < SignInThrottle.MAX_ENTRIES + 100; i++) {
            throttle.begin("name" + i, ATTACKER, NOW.plusMillis(i));
        }
        assertThat(throttle.size()).isEqualTo(SignInThrottle.MAX_ENTRIES);
        assertThat(throttle.begin("ana", ATTACKER, NOW.plusSeconds(30))).isPresent();
    }

    private void attempts(String name, ClientAddress origin, int times) {
        for (int i = 0; i < times; i++) {
            throttle.begin(name, origin, NOW);
        }
    }

    private static ClientAddress address(String text) {
        return ClientAddress.parse(text).orElseThrow();
    }
}
