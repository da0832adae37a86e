package org.odklep.web.api;

import java.time.Instant;
import org.odklep.lock.BlockedSignIn;
import org.odklep.lock.PasswordDue;

/**
 * What of a user's own state keeps from signing in, on the wire.
 *
 * @param kind {@code signInBlock} or {@code passwordChange}
 * @param setBy who blocked; empty for a password
 * @param endsWith what lifts it
 */
record UserLockView(
        String kind, String accountName, String reason, String setBy, Instant sinceDateTime, String endsWith) {
    static UserLockView of(BlockedSignIn block) {
        return new UserLockView(
                "signInBlock",
                block.account().value(),
                block.reason().text(),
                block.setBy(),
                block.since(),
                "An administrator allows sign-in again.");
    }

    static UserLockView of(PasswordDue due) {
        return new UserLockView(
                "passwordChange",
                due.account().value(),
                due.reason().text(),
                due.setBy(),
                due.since(),
                due.missing()
                        ? "An administrator resets the password."
                        : "The owner chooses a new password, or an administrator resets it.");
    }
}
