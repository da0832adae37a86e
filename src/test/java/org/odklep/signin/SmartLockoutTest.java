package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.signin.SmartLockout.Verdict;

class SmartLockoutTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final SmartLockout smart = new SmartLockout(LockoutPolicy.DEFAULT);
    private LockoutState state = LockoutState.NONE;
    private Instant now = NOON;

    @Test
    void tenDifferentWrongPasswordsAreLookedAtAndTheEleventhIsNot() {
        for (int password = 0; password < 10; password++) {
            assertThat(attempt(password)).isEqualTo(Verdict.COUNTED);
        }
        assertThat(attempt(10)).isEqualTo(Verdict.LOCKED);
        assertThat(state.lockedUntil()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aLockoutEndsToTheMillisecondAndEveryFurtherFailureLocksAgain() {
        fail(10);
        now = NOON.plusSeconds(60).minusMillis(1);
        assertThat(attempt(10)).isEqualTo(Verdict.LOCKED);
        now = NOON.plusSeconds(60);
        assertThat(attempt(10)).isEqualTo(Verdict.COUNTED);
        assertThat(attempt(11)).isEqualTo(Verdict.LOCKED);
        assertThat(state.lockedUntil()).isEqualTo(now.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "5, 60", "6, 120", "7, 240", "13, 15360", "14, 18000", "1000000, 18000"})
    void lockoutsGrowLongerUpToFiveHours(int number, long seconds) {
        assertThat(LockoutPolicy.DEFAULT.duration(number)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void anAttackerWhoNeverRestsGetsFewerThanAHundredGuessesInTheFirstDay() {
        int guesses = 0;
        for (Instant end = NOON.plus(Duration.ofHours(24)); now.isBefore(end); now = now.plusSeconds(1)) {
            guesses += attempt(guesses) == Verdict.COUNTED ? 1 : 0;
        }
        assertThat(guesses).isBetween(20, 99);
    }

    @Test
    void oneOfTheLastThreePasswordsCountsNoMore() {
        attempt(1);
        attempt(2);
        attempt(3);
        for (int i = 0; i < 100; i++) {
            assertThat(attempt(1 + i % 3)).isEqualTo(Verdict.REPEATED);
        }
        assertThat(state.failures()).isEqualTo(3);
        attempt(4);
        assertThat(attempt(1)).isEqualTo(Verdict.COUNTED);
    }

    @Test
    void withoutAFingerprintEveryAttemptCounts() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempt(OptionalInt.empty())).isEqualTo(Verdict.COUNTED);
        }
        assertThat(attempt(OptionalInt.empty())).isEqualTo(Verdict.LOCKED);
    }

    @Test
    void aCancelledAttemptNeverWas() {
        fail(9);
        LockoutState before = state;
        attempt(9);
        assertThat(state.isLocked(now)).isTrue();
        state = smart.cancel(state, OptionalInt.of(9));
        assertThat(state.failures()).isEqualTo(before.failures());
        assertThat(state.lockouts()).isZero();
        assertThat(state.isLocked(now)).isFalse();
        assertThat(attempt(9)).isEqualTo(Verdict.COUNTED);
    }

    @Test
    void afterADayWithoutAFailureEverythingBeginsAnew() {
        fail(12);
        now = state.lockedUntil().plus(Duration.ofHours(24)).minusMillis(1);
        assertThat(smart.begin(state, OptionalInt.of(99), now).state().failures())
                .isEqualTo(11);
        now = now.plusMillis(1);
        assertThat(smart.begin(state, OptionalInt.of(99), now).state().failures())
                .isEqualTo(1);
    }

    @Test
    void aClockThatStepsBackLocksNobodyForLonger() {
        fail(10);
        now = NOON.minus(Duration.ofHours(1));
        assertThat(attempt(10)).isEqualTo(Verdict.LOCKED);
        now = NOON.plusSeconds(60);
        assertThat(attempt(10)).isEqualTo(Verdict.COUNTED);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            attempt(i);
        }
    }

    private Verdict attempt(int password) {
        return attempt(OptionalInt.of(password));
    }

    private Verdict attempt(OptionalInt password) {
        SmartLockout.Step step = smart.begin(state, password, now);
        state = step.state();
        return step.verdict();
    }
}
