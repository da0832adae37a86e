package org.odklep.web.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.odklep.user.User;

/**
 * What of a user's own state keeps from signing in, on the wire.
 *
 * @param kind {@code signInBlock} or {@code passwordChange}
 * @param setBy who blocked; empty for a password
 * @param endsWith what lifts it
 */
record UserLockView(
        String kind, String accountName, String reason, String setBy, Instant sinceDateTime, String endsWith) {
    static List<UserLockView> of(User user) {
        List<UserLockView> locks = new ArrayList<>();
        user.block()
                .ifPresent(block -> locks.add(new UserLockView(
                        "signInBlock",
                        user.name().value(),
                        block.reason().text(),
                        block.by(),
                        block.since(),
                        "An administrator allows sign-in again.")));
        if (user.password().hash().isEmpty()) {
            locks.add(password(user, "The account has no password.", "An administrator resets the password."));
        } else if (user.password().mustChange()) {
            locks.add(password(
                    user,
                    "The password has to be changed before anything else.",
                    "The owner chooses a new password, or an administrator resets it."));
        }
        return locks;
    }

    private static UserLockView password(User user, String reason, String endsWith) {
        return new UserLockView(
                "passwordChange",
                user.name().value(),
                reason,
                "",
                user.password().changedAt(),
                endsWith);
    }
}
