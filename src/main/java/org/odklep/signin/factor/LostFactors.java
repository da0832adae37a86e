package org.odklep.signin.factor;

import java.time.Instant;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.WebSessions;
import org.odklep.user.Authority;
import org.odklep.user.User;

/**
 * Takes the second factor of somebody away who lost it, which whoever may give them another password may do; all their sessions
 * end. Nobody does this to the own account: there the factor itself has to be shown.
 */
public final class LostFactors {
    private final SecondFactors factors;
    private final WebSessions sessions;

    public LostFactors(SecondFactors factors, WebSessions sessions) {
        this.factors = factors;
        this.sessions = sessions;
    }

    public FactorRemoval remove(Administrator administrator, Reason reason, Actor actor, Instant now) {
        Optional<Role> missing = actor.may(Right.MANAGE_ADMINISTRATORS)
                ? Optional.empty()
                : Optional.of(Right.MANAGE_ADMINISTRATORS.leastRole());
        boolean own = administrator.name().value().equals(actor.name());
        return remove(SessionOwner.of(administrator), administrator.target(), missing, own, reason, actor, now);
    }

    public FactorRemoval remove(User user, Reason reason, Actor actor, Instant now) {
        Optional<Role> missing = Authority.missing(actor, Right.RESET_PASSWORD, user);
        boolean own = Authority.isOneself(actor, user);
        return remove(SessionOwner.of(user), user.target(), missing, own, reason, actor, now);
    }

    private FactorRemoval remove(
            SessionOwner owner,
            String target,
            Optional<Role> missing,
            boolean own,
            Reason reason,
            Actor actor,
            Instant now) {
        if (missing.isPresent()) {
            return new FactorRemoval.NotAllowed(missing.get());
        }
        if (own) {
            return new FactorRemoval.OwnAccount();
        }
        FactorRemoval outcome = factors.remove(owner, target, reason, actor, now);
        if (outcome instanceof FactorRemoval.Removed) {
            sessions.endAll(owner);
        }
        return outcome;
    }
}
