package org.odklep.web.api;

import java.time.Instant;
import org.odklep.lock.Lockout;

/**
 * A lockout after wrong passwords, on the wire.
 *
 * @param places {@code familiar} or {@code unfamiliar}: where it holds
 * @param endsWith what lifts it
 */
record LockoutView(
        String id,
        String accountName,
        String reason,
        String places,
        int failures,
        Instant sinceDateTime,
        Instant untilDateTime,
        String endsWith) {
    static LockoutView of(Lockout lockout) {
        return new LockoutView(
                lockout.id(),
                lockout.account().value(),
                lockout.reason().text(),
                lockout.familiar() ? "familiar" : "unfamiliar",
                lockout.failures(),
                lockout.since(),
                lockout.end(),
                "It ends by itself; an administrator can end it now, and so does a new password.");
    }
}
