package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.odklep.account.Actor;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.NewPassword;
import org.odklep.user.PasswordChange;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.springframework.stereotype.Component;

/**
 * Gives many users new passwords, each of which takes a processor for a while. It stops before a proxy in front would give
 * up waiting, and when the store is away: a password that was made must be shown, whatever becomes of the others.
 */
@Component
final class PasswordResets {
    /** Proxies usually wait for a minute. */
    static final Duration TIME = Duration.ofSeconds(40);

    /** Sign-ins wait for no more than these. */
    private static final int AT_ONCE = 2;

    private final UserPasswords passwords;
    private final InstantSource clock;

    PasswordResets(UserPasswords passwords, InstantSource clock) {
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * What everybody gets.
     *
     * @param seen when that was asked for; see {@link UserPasswords.Reset}
     */
    record Order(NewPassword password, Instant seen) {}

    /** What became of each user by id; for those who are missing there was no time, and nothing changed. */
    Map<String, PasswordChange> reset(List<User> users, Order order, Actor actor) {
        Map<String, PasswordChange> outcomes = new ConcurrentHashMap<>();
        Queue<User> waiting = new ConcurrentLinkedQueue<>(users);
        Instant end = clock.instant().plus(TIME);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                work.add(workers.submit(() -> {
                    for (Optional<User> next = next(waiting, end); next.isPresent(); next = next(waiting, end)) {
                        String id = next.get().id();
                        one(id, order, actor).ifPresent(outcome -> outcomes.put(id, outcome));
                    }
                }));
            }
            work.forEach(PasswordResets::await);
        }
        return Collections.unmodifiableMap(outcomes);
    }

    private Optional<User> next(Queue<User> waiting, Instant end) {
        return clock.instant().isBefore(end) ? Optional.ofNullable(waiting.poll()) : Optional.empty();
    }

    private Optional<PasswordChange> one(String id, Order order, Actor actor) {
        try {
            PasswordChange outcome = passwords.reset(
                    new UserPasswords.Reset(id, order.password(), order.seen()), actor, clock.instant());
            return Optional.of(outcome).filter(done -> !(done instanceof PasswordChange.Busy));
        } catch (StoreUnavailable e) {
            return Optional.empty();
        }
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
