package org.odklep.signin;

import java.time.Instant;
import org.odklep.account.Administrator;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.User;
import org.odklep.user.UserChanges;

/** Ends the lockouts of whoever has a new password: what was guessed at is no more. */
public final class ResetEndsLockout implements UserChanges {
    private static final System.Logger LOG = System.getLogger(ResetEndsLockout.class.getName());

    private final LockoutStore lockouts;

    public ResetEndsLockout(LockoutStore lockouts) {
        this.lockouts = lockouts;
    }

    @Override
    public void changed(User before, User after, Instant now) {
        if (!before.password().changedAt().equals(after.password().changedAt())) {
            end(after.name(), after.target(), now);
        }
    }

    @Override
    public void removed(User user, Instant now) {
        // Whoever has the name next is locked out for as long as a stranger's guesses deserve.
    }

    /** The same for an administrator. */
    public void changed(Administrator owner, Instant now) {
        end(owner.name(), owner.target(), now);
    }

    private void end(AccountName name, String target, Instant now) {
        try {
            lockouts.clear(
                    name,
                    new AuditEvent(
                            now,
                            "rule:newPassword",
                            ClientAddress.LOCAL,
                            "lockout.end",
                            target,
                            "The account has a new password.",
                            null,
                            null));
        } catch (StoreUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "a lockout of {0} goes on: {1}", name, e.getMessage());
        }
    }
}
