package org.odklep.gate.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AcceptLoopTest {
    private final Queue<Throwable> failures = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();

    @Test
    void whateverFailsTheNextConnectionIsAcceptedAfterAPause() {
        failures.add(new IOException("Too many open files"));
        failures.add(new OutOfMemoryError("unable to create native thread"));
        failures.add(new IllegalStateException("a fault on purpose"));
        loop(5).run();
        assertThat(events)
                .containsExactly(
                        "Too many open files",
                        "pause",
                        "unable to create native thread",
                        "pause",
                        "a fault on purpose",
                        "pause",
                        "accepted",
                        "accepted");
    }

    @Test
    void theFailureThatClosesTheDoorEndsTheLoopAtOnce() {
        failures.add(new IOException("Socket closed"));
        loop(1).run();
        assertThat(events).containsExactly("Socket closed");
    }

    /** Ends after some connections. */
    private AcceptLoop loop(int connections) {
        return new AcceptLoop(
                "a test",
                () -> events.stream().filter(event -> !event.equals("pause")).count() < connections,
                this::acceptNext,
                () -> events.add("pause"));
    }

    private void acceptNext() throws IOException {
        Throwable failure = failures.poll();
        events.add(failure == null ? "accepted" : String.valueOf(failure.getMessage()));
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }
}
