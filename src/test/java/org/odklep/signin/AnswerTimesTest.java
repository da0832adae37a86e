package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTimesTest {
    private final List<Duration> pauses = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1;
    private final AnswerTimes times = new AnswerTimes(() -> nanos, pauses::add);

    @ParameterizedTest
    @CsvSource({"0, 50", "16, 50", "17, 50", "49, 50", "50, 100", "151, 200"})
    void aRefusalIsAnsweredAtTheEndOfAStepHoweverLongItsWorkTook(long workMillis, long answeredMillis) {
        assertThat(attempt(workMillis, false)).isEqualTo("refused");
        assertThat(pauses).containsExactly(Duration.ofMillis(answeredMillis - workMillis));
    }

    @Test
    void whoeverIsLetInDoesNotWait() {
        assertThat(attempt(16, true)).isEqualTo("granted");
        assertThat(pauses).isEmpty();
    }

    private String attempt(long workMillis, boolean right) {
        return times.even(
                () -> {
                    nanos += Duration.ofMillis(workMillis).toNanos();
                    return right ? "granted" : "refused";
                },
                "granted"::equals);
    }
}
