package org.odklep.user;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/**
 * What a mail server has to do after a change of a user.
 *
 * @param target the user, as the audit log names him
 * @param names by which mail servers may know him
 * @param kick whether open sessions end; otherwise only what is cached is forgotten
 * @param cause what was changed, in words
 * @param by who changed it
 * @param at when: with the target, it finds the change in the audit log; to the millisecond, as it is stored there
 */
public record SignOut(String target, Set<AccountName> names, boolean kick, String cause, String by, Instant at) {
    public SignOut {
        names = Set.copyOf(names);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What follows from a change; empty when mail servers need not know of it. */
    public static Optional<SignOut> of(User before, User after, AuditEvent change) {
        if (before.isEnabled() && !after.isEnabled()) {
            return Optional.of(of(before, after, true, "Sign-in blocked", change));
        }
        if (after.times().sessionsValidFrom().isAfter(before.times().sessionsValidFrom())) {
            String cause = isNewPassword(before, after) ? "New password" : "Sessions revoked";
            return Optional.of(of(before, after, true, cause, change));
        }
        if (!after.names().containsAll(before.names())) {
            return Optional.of(of(before, after, true, "Name taken away", change));
        }
        return ofCache(before, after).map(cause -> of(before, after, false, cause, change));
    }

    /** What follows from the removal of a user. */
    public static SignOut ofRemoval(User user, AuditEvent change) {
        return of(user, user, true, "User removed", change);
    }

    private static Optional<String> ofCache(User before, User after) {
        if (isNewPassword(before, after)) {
            return Optional.of("New password");
        }
        if (!before.isEnabled() && after.isEnabled()) {
            return Optional.of("Sign-in allowed");
        }
        return before.names().containsAll(after.names()) ? Optional.empty() : Optional.of("Name added");
    }

    private static SignOut of(User before, User after, boolean kick, String cause, AuditEvent change) {
        Set<AccountName> names = new LinkedHashSet<>(before.names());
        names.addAll(after.names());
        return new SignOut(after.target(), names, kick, cause, change.actor(), change.at());
    }

    /** The same password with another hash is none. */
    private static boolean isNewPassword(User before, User after) {
        return !before.password().changedAt().equals(after.password().changedAt())
                || before.password().hash().isPresent()
                        != after.password().hash().isPresent();
    }
}
