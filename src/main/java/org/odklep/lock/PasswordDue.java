package org.odklep.lock;

import java.time.Instant;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;

/**
 * Bars an account from every sign-in but the one that chooses a new password; without any password, from that one too.
 *
 * @param missing whether there is no password at all, so that an administrator has to make one
 * @param since when the password became what it is
 */
public record PasswordDue(AccountName account, boolean missing, Instant since) implements Lock {
    @Override
    public String id() {
        return "password-change";
    }

    @Override
    public Reason reason() {
        return Reason.of(
                missing ? "The account has no password." : "The password has to be changed before anything else.");
    }

    /** Empty: only the audit log knows. */
    @Override
    public String setBy() {
        return "";
    }

    @Override
    public Optional<Instant> until() {
        return Optional.empty();
    }
}
