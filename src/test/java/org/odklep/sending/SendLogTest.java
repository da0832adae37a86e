package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the compact log with a list of everything that was sent. */
class SendLogTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    private final SendLog log = new SendLog();
    private final List<Sent> all = new ArrayList<>();

    private record Sent(Instant at, SentCount count) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyWindowHoldsWhatWasSentAndAtMostOneGrainMore(int seed) {
        Random random = new Random(seed);
        Instant now = START;
        for (int step = 0; step < 2000; step++) {
            now = now.plusMillis(pause(random, seed));
            if (random.nextInt(4) > 0) {
                send(now, some(random));
            }
            assertExactWithin(MINUTE, Duration.ofSeconds(1), now);
            assertExactWithin(HOUR, Duration.ofMinutes(1), now);
            assertExactWithin(DAY, Duration.ofMinutes(15), now);
            assertThat(log.moments()).isLessThanOrEqualTo(SendLog.MAX_MOMENTS);
        }
    }

    @Test
    void aMessageEverySecondForTwoDaysFitsTheBound() {
        int most = 0;
        for (int second = 0; second < 2 * 86_400; second++) {
            log.add(new SentCount(1, 0, 1, 0), START.plusSeconds(second + 17));
            most = Math.max(most, log.moments());
        }
        assertThat(most).isBetween(200, SendLog.MAX_MOMENTS);
        Instant end = START.plusSeconds(2 * 86_400 - 1 + 17);
        assertThat(log.within(DAY, end).messages()).isBetween(86_400, 86_400 + 901);
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 22, 23})
    void bothKindsOfLoadThatFillEveryGrainFitTheBound(int seed) {
        Random random = new Random(seed);
        Instant now = START.plusSeconds(random.nextInt(900));
        for (int step = 0; step < 200_000; step++) {
            now = now.plusSeconds(1 + random.nextInt(random.nextInt(8) == 0 ? 61 : 2));
            log.add(new SentCount(1, 0, 1, 0), now);
            assertThat(log.moments()).isLessThanOrEqualTo(SendLog.MAX_MOMENTS);
        }
    }

    @Test
    void aWindowsEdgeIsExactToTheSecond() {
        log.add(new SentCount(1, 2, 3, 1), START);
        for (Duration window : List.of(MINUTE, HOUR, DAY)) {
            assertThat(log.within(window, START.plus(window).minusSeconds(1)).messages())
                    .isEqualTo(1);
            assertThat(log.within(window, START.plus(window)).messages()).isEqualTo(1);
            assertThat(log.within(window, START.plus(window).plusSeconds(1)).messages())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 34})
    void aClockThatStepsBackNeverHidesWhatWasSent(int seed) {
        Random random = new Random(seed);
        Instant now = START.plus(DAY);
        Instant latest = now;
        for (int step = 0; step < 3000; step++) {
            now = random.nextInt(20) == 0
                    ? now.minusSeconds(random.nextInt(4000))
                    : now.plusSeconds(random.nextInt(60));
            latest = now.isAfter(latest) ? now : latest;
            log.add(new SentCount(1, 1, 1, 0), now);
            all.add(new Sent(latest, new SentCount(1, 1, 1, 0)));
            for (Duration window : List.of(MINUTE, HOUR, DAY)) {
                assertThat(log.within(window, now).messages())
                        .isGreaterThanOrEqualTo(
                                exact(latest.minus(window), latest).messages());
            }
            assertThat(log.moments()).isLessThanOrEqualTo(SendLog.MAX_MOMENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {41, 42, 43, 44, 45, 46})
    void whatBecomesKnownLateCountsAtItsTime(int seed) {
        Random random = new Random(seed);
        Instant now = START;
        for (int step = 0; step < 2000; step++) {
            now = now.plusMillis(pause(random, seed));
            if (random.nextInt(4) > 0) {
                send(now, some(random));
            } else {
                late(now.minusSeconds(random.nextInt(random.nextBoolean() ? 90 : 80_000)));
            }
            assertExactWithin(HOUR, Duration.ofMinutes(1), now);
            assertExactWithin(DAY, Duration.ofMinutes(15), now);
            assertThat(log.moments()).isLessThanOrEqualTo(SendLog.MAX_MOMENTS);
        }
    }

    @Test
    void lateCountsForEverySecondOfTwoDaysFitTheBound() {
        log.add(new SentCount(1, 0, 1, 0), START.plus(DAY));
        for (int second = 2 * 86_400; second > 0; second--) {
            log.addLate(new SentCount(1, 0, 1, 0), START.plusSeconds(second - 86_400));
            assertThat(log.moments()).isLessThanOrEqualTo(SendLog.MAX_MOMENTS);
        }
        assertThat(log.within(DAY, START.plus(DAY)).messages()).isBetween(86_400, 86_400 + 901);
    }

    @Test
    void clearingForgetsEverything() {
        log.add(new SentCount(1, 2, 3, 1), START);
        log.clear();
        assertThat(log.within(DAY, START)).isEqualTo(SentCount.NOTHING);
        assertThat(log.isIdle(START)).isTrue();
        log.add(new SentCount(1, 0, 1, 0), START);
        assertThat(log.within(DAY, START).messages()).isEqualTo(1);
    }

    @Test
    void aLogIsIdleOnceItsLastMessageIsMoreThanADayOld() {
        log.add(new SentCount(1, 0, 1, 0), START);
        assertThat(log.isIdle(START.plus(DAY))).isFalse();
        assertThat(log.isIdle(START.plus(DAY).plusSeconds(1))).isTrue();
    }

    @Test
    void hugeCountsStayAtTheHighestNumberInsteadOfTurningNegative() {
        SentCount huge = new SentCount(1, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            log.add(huge, START.plusSeconds(i % 2));
        }
        SentCount sum = log.within(DAY, START.plusSeconds(1));
        assertThat(sum).isEqualTo(new SentCount(3, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(sum.recipients()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sum.plus(huge).external()).isEqualTo(Integer.MAX_VALUE);
    }

    private void send(Instant now, SentCount count) {
        log.add(count, now);
        all.add(new Sent(now, count));
    }

    private void late(Instant at) {
        SentCount count = new SentCount(1, 1, 2, 1);
        log.addLate(count, at);
        all.add(new Sent(at, count));
        all.sort(Comparator.comparing(Sent::at));
    }

    /** At least what the window holds to the instant, at most what one grain more and the second's rounding add. */
    private void assertExactWithin(Duration window, Duration grain, Instant now) {
        SentCount measured = log.within(window, now);
        SentCount least = exact(now.minus(window), now);
        SentCount most = exact(now.minus(window).minus(grain).minusSeconds(1), now);
        assertThat(measured.messages()).isBetween(least.messages(), most.messages());
        assertThat(measured.internal()).isBetween(least.internal(), most.internal());
        assertThat(measured.external()).isBetween(least.external(), most.external());
        assertThat(measured.firstTime()).isBetween(least.firstTime(), most.firstTime());
    }

    private SentCount exact(Instant from, Instant to) {
        SentCount sum = SentCount.NOTHING;
        for (Sent sent : all.reversed()) {
            if (sent.at().isBefore(from)) {
                break;
            }
            sum = sent.at().isAfter(to) ? sum : sum.plus(sent.count());
        }
        return sum;
    }

    private static SentCount some(Random random) {
        return new SentCount(1, random.nextInt(4), random.nextInt(6), random.nextInt(2));
    }

    /** Bursts, steady mail and long silence, in a mix that differs by seed. */
    private static long pause(Random random, int seed) {
        return switch (random.nextInt(4 + seed % 3)) {
            case 0 -> random.nextInt(900);
            case 1 -> random.nextInt(5_000);
            case 2 -> random.nextInt(70_000);
            case 3 -> random.nextInt(50) == 0 ? random.nextLong(40_000_000) : 1_000;
            default -> random.nextInt(30_000);
        };
    }
}
