package org.odklep.gate.dovecot.doveadm;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.AccountName;
import org.odklep.user.User;

/**
 * What a mail server has to do after a change of a user.
 *
 * @param target the user, as the audit log names him
 * @param names by which mail servers may know him
 * @param kick whether open sessions end; otherwise only what is cached is forgotten
 * @param cause what was changed, in words
 * @param at when it was changed: with the target, it finds the change in the audit log
 */
record SignOut(String target, Set<AccountName> names, boolean kick, String cause, Instant at) {
    SignOut {
        names = Set.copyOf(names);
    }

    /** What follows from a change; empty when mail servers need not know of it. */
    static Optional<SignOut> of(User before, User after, Instant now) {
        if (before.isEnabled() && !after.isEnabled()) {
            return Optional.of(of(before, after, true, "Sign-in blocked", now));
        }
        if (after.times().sessionsValidFrom().isAfter(before.times().sessionsValidFrom())) {
            String cause = isNewPassword(before, after) ? "New password" : "Sessions revoked";
            return Optional.of(of(before, after, true, cause, now));
        }
        if (!after.names().containsAll(before.names())) {
            return Optional.of(of(before, after, true, "Name taken away", now));
        }
        if (isNewPassword(before, after)) {
            return Optional.of(of(before, after, false, "New password", now));
        }
        if (!before.isEnabled() && after.isEnabled()) {
            return Optional.of(of(before, after, false, "Sign-in allowed", now));
        }
        return before.names().containsAll(after.names())
                ? Optional.empty()
                : Optional.of(of(before, after, false, "Name added", now));
    }

    /** What follows from the removal of a user. */
    static SignOut ofRemoval(User user, Instant now) {
        return of(user, user, true, "User removed", now);
    }

    private static SignOut of(User before, User after, boolean kick, String cause, Instant now) {
        Set<AccountName> names = new LinkedHashSet<>(before.names());
        names.addAll(after.names());
        return new SignOut(after.target(), names, kick, cause, now);
    }

    /** The same password with another hash is none. */
    private static boolean isNewPassword(User before, User after) {
        return !before.password().changedAt().equals(after.password().changedAt())
                || before.password().hash().isPresent()
                        != after.password().hash().isPresent();
    }
}
