package org.odklep.account;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whose turn it is to hash. Those who are known come before strangers, and one place is theirs alone where there is more
 * than one: however many strangers wait, whoever is known waits for one hash at the most. Strangers come to their turn
 * after {@value #IN_A_ROW} who are known. Within a kind the networks they come from take turns, so that a flood from one of
 * them delays itself; within a network the first to come is the first to go.
 *
 * <p>Whoever hashed hands the place on itself: no processor waits until the one whose turn it is has woken up.
 */
final class HashingTurns {
    static final int IN_A_ROW = 19;

    private final Line known = new Line();
    private final Line strangers = new Line();
    private final int places;
    private final int placesOfStrangers;
    private final Executor workers;
    private int running;
    private int strangersRunning;
    private int knownInARow;

    /** @param workers as many threads as places */
    HashingTurns(int places, Executor workers) {
        this.places = places;
        this.placesOfStrangers = Math.max(1, places - 1);
        this.workers = workers;
    }

    /** Does some work when its turn comes; empty when patience ends before. */
    <T> Optional<T> run(Passwords.Caller caller, Duration patience, Callable<T> work)
            throws InterruptedException, ExecutionException {
        Turn<T> turn = new Turn<>(caller, () -> {
            try {
                return work.call();
            } finally {
                end(caller);
            }
        });
        stand(turn);
        try {
            return Optional.of(turn.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return leave(turn) ? Optional.empty() : Optional.of(turn.get());
        } catch (InterruptedException e) {
            leave(turn);
            throw e;
        }
    }

    /** How many wait. */
    synchronized int waiting() {
        return known.size() + strangers.size();
    }

    private synchronized void stand(Turn<?> turn) {
        line(turn.caller).add(turn);
        admit();
    }

    /** False when its turn has come already. */
    private synchronized boolean leave(Turn<?> turn) {
        return line(turn.caller).remove(turn);
    }

    private synchronized void end(Passwords.Caller caller) {
        running--;
        strangersRunning -= caller.isKnown() ? 0 : 1;
        admit();
    }

    private void admit() {
        while (running < places) {
            boolean mayBeStranger = !strangers.isEmpty() && strangersRunning < placesOfStrangers;
            if (mayBeStranger && (known.isEmpty() || knownInARow >= IN_A_ROW)) {
                knownInARow = 0;
                strangersRunning++;
                admit(strangers.next());
            } else if (!known.isEmpty()) {
                knownInARow++;
                admit(known.next());
            } else {
                return;
            }
        }
    }

    private void admit(Turn<?> turn) {
        running++;
        workers.execute(turn);
    }

    private Line line(Passwords.Caller caller) {
        return caller.isKnown() ? known : strangers;
    }

    /** Those of one kind who wait. It holds a network for as long as somebody from there waits. */
    private static final class Line {
        private final SequencedMap<String, Queue<Turn<?>>> networks = new LinkedHashMap<>();

        void add(Turn<?> turn) {
            networks.computeIfAbsent(turn.caller.network(), network -> new ArrayDeque<>())
                    .add(turn);
        }

        /** The first of the network whose turn it is, which then is the last one. */
        Turn<?> next() {
            Map.Entry<String, Queue<Turn<?>>> network = networks.pollFirstEntry();
            Turn<?> turn = network.getValue().remove();
            if (!network.getValue().isEmpty()) {
                networks.putLast(network.getKey(), network.getValue());
            }
            return turn;
        }

        /** False when it does not wait. */
        boolean remove(Turn<?> turn) {
            String network = turn.caller.network();
            Queue<Turn<?>> queue = networks.getOrDefault(network, new ArrayDeque<>());
            boolean waited = queue.remove(turn);
            if (waited && queue.isEmpty()) {
                networks.remove(network);
            }
            return waited;
        }

        boolean isEmpty() {
            return networks.isEmpty();
        }

        int size() {
            return networks.values().stream().mapToInt(Queue::size).sum();
        }
    }

    private static final class Turn<T> extends FutureTask<T> {
        private final Passwords.Caller caller;

        Turn(Passwords.Caller caller, Callable<T> work) {
            super(work);
            this.caller = caller;
        }
    }
}
