package org.odklep.signin;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * When a sign-in is answered: whoever is refused, at the end of a {@linkplain #STEP step} that began with the attempt. Work that
 * takes a little more for one kind of refusal than for another ends within the same step, and the answer does not tell them apart
 * (after Askarov, Zhang and Myers, "Predictive black-box mitigation of timing channels", CCS 2010).
 */
public final class AnswerTimes {
    /** Longer than a password takes on a machine that is not overloaded, and too short for anybody to notice. */
    static final Duration STEP = Duration.ofMillis(50);

    private final LongSupplier clock;
    private final Consumer<Duration> pause;

    /**
     * @param clock tells nanoseconds since whatever instant, and never goes back
     * @param pause lets the calling thread wait
     */
    public AnswerTimes(LongSupplier clock, Consumer<Duration> pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Has the calling thread wait. */
    void delay(Duration time) {
        pause.accept(time);
    }

    /**
     * Makes an attempt, and holds its answer back to the end of a step.
     *
     * @param letsIn which answers need not wait, for they tell everything anyway
     */
    <T> T even(Supplier<T> attempt, Predicate<T> letsIn) {
        long start = clock.getAsLong();
        T answer = attempt.get();
        if (!letsIn.test(answer)) {
            long step = STEP.toNanos();
            pause.accept(Duration.ofNanos(step - (clock.getAsLong() - start) % step));
        }
        return answer;
    }
}
