package org.odklep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Something that another thread does while the test is in the middle of something else. */
public final class Meanwhile implements AutoCloseable {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    private Meanwhile(Runnable work) {
        thread = Thread.ofPlatform()
                .uncaughtExceptionHandler((who, e) -> failure.set(e))
                .start(work);
    }

    /** Starts the work; returns when it is done, or waits for a monitor that the caller holds. */
    public static Meanwhile begin(Runnable work) {
        Meanwhile meanwhile = new Meanwhile(work);
        while (meanwhile.thread.isAlive() && meanwhile.thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        return meanwhile;
    }

    /** Returns when the work is done. */
    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(failure.get()).isNull();
    }
}
