package org.odklep.signin;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.odklep.account.Passwords;
import org.odklep.kernel.AccountName;

/**
 * Attempts that one gate admitted and whose password another one looks at: each may be looked at once. Only the account ties
 * the two together, so what is learnt from the look is told by the first gate, which knows the client.
 */
final class Elsewhere {
    private final int most;
    private final Map<AccountName, Queue<Expected>> accounts = new HashMap<>();
    private int size;

    /** @param most beyond which attempts are not expected, and count twice */
    Elsewhere(int most) {
        this.most = most;
    }

    private record Expected(Passwords.Caller caller, Instant until) {}

    synchronized void add(AccountName account, Passwords.Caller caller, Instant until) {
        if (size < most) {
            size++;
            accounts.computeIfAbsent(account, key -> new ArrayDeque<>()).add(new Expected(caller, until));
        }
    }

    /** Whether an attempt is expected, which then is expected no more; a result says who made it. */
    synchronized Optional<Passwords.Caller> take(AccountName account, Instant now) {
        Queue<Expected> queue = accounts.getOrDefault(account, new ArrayDeque<>());
        Optional<Passwords.Caller> found = Optional.empty();
        while (found.isEmpty() && !queue.isEmpty()) {
            Expected next = queue.remove();
            size--;
            found = now.isBefore(next.until) ? Optional.of(next.caller) : Optional.empty();
        }
        if (queue.isEmpty()) {
            accounts.remove(account);
        }
        return found;
    }

    synchronized void sweep(Instant now) {
        accounts.values().forEach(queue -> queue.removeIf(next -> !now.isBefore(next.until)));
        accounts.values().removeIf(Queue::isEmpty);
        size = accounts.values().stream().mapToInt(Queue::size).sum();
    }
}
