package org.odklep.app.demo;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** What happens, each thing at its time and in the order of the times; what would be in the future does not happen. */
final class Timeline {
    private final Queue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private long number;

    /** Plans something; a thing that happens may plan others that come after it. */
    void at(Instant instant, Consumer<Instant> deed) {
        events.add(new Event(instant, number++, deed));
    }

    /** Lets everything happen until now. */
    void run(Instant now) {
        for (Event next = events.poll(); next != null && next.at.isBefore(now); next = events.poll()) {
            next.deed.accept(next.at);
        }
        events.clear();
    }

    private record Event(Instant at, long number, Consumer<Instant> deed) {}
}
