package org.odklep.lock;

import java.time.Instant;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;

/**
 * Bars an account from signing in with a password after wrong ones, either at the places where it is known or at all
 * others. Time ends it, and so does an administrator or a new password.
 *
 * @param familiar whether it holds at familiar places; otherwise it holds at all others
 * @param failures wrong passwords that led to it
 */
public record Lockout(AccountName account, boolean familiar, int failures, Instant since, Instant end) implements Lock {
    @Override
    public String id() {
        return familiar ? "lockout-familiar" : "lockout-unfamiliar";
    }

    @Override
    public Reason reason() {
        return Reason.of("Too many wrong passwords: " + failures + " in a row at "
                + (familiar ? "places where this account is known." : "places where this account is not known."));
    }

    @Override
    public String setBy() {
        return "smart lockout";
    }

    @Override
    public Optional<Instant> until() {
        return Optional.of(end);
    }
}
