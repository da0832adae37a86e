package org.odklep.lock;

import java.time.Instant;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;

/** Bars an account from every sign-in, until an administrator allows it again. */
public record BlockedSignIn(AccountName account, Reason reason, String setBy, Instant since) implements Lock {
    @Override
    public String id() {
        return "sign-in-block";
    }

    @Override
    public Optional<Instant> until() {
        return Optional.empty();
    }
}
