package org.odklep.signin.factor;

import java.time.Instant;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.signin.SessionOwner;
import org.odklep.user.User;
import org.odklep.user.UserChanges;

/** Forgets the second factor of a user who is removed. */
public final class FactorsOfRemoved implements UserChanges {
    private static final System.Logger LOG = System.getLogger(FactorsOfRemoved.class.getName());

    private final SecondFactors factors;

    public FactorsOfRemoved(SecondFactors factors) {
        this.factors = factors;
    }

    @Override
    public void changed(User before, User after, Instant now) {
        // A second factor is its owner's, whatever role, name or password there is.
    }

    @Override
    public void removed(User user, Instant now) {
        try {
            factors.forget(SessionOwner.of(user));
        } catch (StoreUnavailable e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the second factor of {0} is still stored: {1}",
                    user.name(),
                    e.getMessage());
        }
    }
}
