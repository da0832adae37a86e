package org.odklep.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.odklep.kernel.ClientAddress;

/**
 * Slows down guessing: after {@value #FREE} wrong passwords for one name from one place each further one costs a wait
 * that doubles from one minute to a quarter of an hour. A quarter of an hour without an attempt, or a right password,
 * clears the count. A place is an address, or the /64 network of an IPv6 address, so an attacker elsewhere never locks
 * the owner out.
 *
 * <p>An attempt counts as wrong from its beginning, so a hundred at once are no way around. At most {@value #MAX_ENTRIES}
 * pairs of name and place are remembered; beyond that the one with the fewest attempts is forgotten.
 */
public final class SignInThrottle {
    static final int FREE = 10;
    static final int MAX_ENTRIES = 10_000;
    static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Map<Key, State> states = new HashMap<>();

    /** Counts an attempt that begins; a result is how long to wait instead. */
    synchronized Optional<Duration> begin(String name, ClientAddress origin, Instant now) {
        Key key = Key.of(name, origin);
        State state = states.getOrDefault(key, State.NONE).at(now);
        if (now.isBefore(state.blockedUntil)) {
            return Optional.of(Duration.between(now, state.blockedUntil));
        }
        makeRoom(key, now);
        states.put(key, state.plusAttempt(now));
        return Optional.empty();
    }

    /** Takes back an attempt that was never checked. */
    synchronized void cancel(String name, ClientAddress origin) {
        states.computeIfPresent(Key.of(name, origin), (key, state) -> state.minusAttempt());
    }

    /** Forgets all attempts: the last one was right. */
    synchronized void clear(String name, ClientAddress origin) {
        states.remove(Key.of(name, origin));
    }

    /** True when the next attempt has to wait. */
    synchronized boolean isWaiting(String name, ClientAddress origin, Instant now) {
        return now.isBefore(states.getOrDefault(Key.of(name, origin), State.NONE).blockedUntil);
    }

    synchronized int size() {
        return states.size();
    }

    private void makeRoom(Key key, Instant now) {
        if (states.size() < MAX_ENTRIES || states.containsKey(key)) {
            return;
        }
        states.values().removeIf(state -> state.isOver(now));
        if (states.size() >= MAX_ENTRIES) {
            states.entrySet().stream()
                    .min(Comparator.comparing(Map.Entry::getValue, State.LEAST_WORTH_KEEPING))
                    .ifPresent(entry -> states.remove(entry.getKey()));
        }
    }

    private record Key(String name, String place) {
        private static final int NETWORK_GROUPS = 4;

        static Key of(String name, ClientAddress origin) {
            String[] groups = origin.value().split(":", -1);
            return new Key(
                    name,
                    groups.length > NETWORK_GROUPS
                            ? String.join(":", groups[0], groups[1], groups[2], groups[3])
                            : origin.value());
        }
    }

    private record State(int attempts, Instant last, Instant blockedUntil) {
        static final State NONE = new State(0, Instant.EPOCH, Instant.EPOCH);
        static final Comparator<State> LEAST_WORTH_KEEPING =
                Comparator.comparingInt(State::attempts).thenComparing(State::last);

        State at(Instant now) {
            return isOver(now) ? NONE : this;
        }

        boolean isOver(Instant now) {
            Instant quietSince = last.isAfter(blockedUntil) ? last : blockedUntil;
            return !now.isBefore(quietSince.plus(LONGEST_WAIT));
        }

        State plusAttempt(Instant now) {
            int next = attempts + 1;
            return new State(next, now, next < FREE ? Instant.EPOCH : now.plus(wait(next - FREE)));
        }

        State minusAttempt() {
            return new State(Math.max(0, attempts - 1), last, Instant.EPOCH);
        }

        private static Duration wait(int beyond) {
            Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, 10));
            return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        }
    }
}
