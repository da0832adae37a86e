package org.odklep.signin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.odklep.kernel.AccountName;
import org.odklep.lock.BlockedSignIn;
import org.odklep.lock.Lock;
import org.odklep.lock.PasswordDue;
import org.odklep.user.User;

/** All that keeps an account from signing in, for every door to show the same. */
public final class SignInLocks {
    private final SignIns signIns;

    public SignInLocks(SignIns signIns) {
        this.signIns = signIns;
    }

    /** Of an account outside of the directory: only wrong passwords are known of it. */
    public List<Lock> of(AccountName account, Instant now) {
        return List.copyOf(signIns.lockouts(account, now));
    }

    /** Of a user. Wrong passwords are counted for the user, whichever alias they came by. */
    public List<Lock> of(User user, Instant now) {
        List<Lock> locks = new ArrayList<>(of(user.name(), now));
        user.block()
                .ifPresent(
                        block -> locks.add(new BlockedSignIn(user.name(), block.reason(), block.by(), block.since())));
        boolean missing = user.password().hash().isEmpty();
        if (missing || user.password().mustChange()) {
            locks.add(new PasswordDue(user.name(), missing, user.password().changedAt()));
        }
        return locks;
    }
}
