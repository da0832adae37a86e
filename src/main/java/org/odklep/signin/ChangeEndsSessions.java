package org.odklep.signin;

import java.time.Instant;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.User;
import org.odklep.user.UserChanges;

/**
 * Forgets the web sessions of whoever was blocked, signed out or removed, or lost a role, so that none comes back to life when
 * that is undone. {@link WebSessions} knows that they are worthless even if this fails.
 */
public final class ChangeEndsSessions implements UserChanges {
    private static final System.Logger LOG = System.getLogger(ChangeEndsSessions.class.getName());

    private final SessionStore sessions;

    public ChangeEndsSessions(SessionStore sessions) {
        this.sessions = sessions;
    }

    @Override
    public void changed(User before, User after, Instant now) {
        boolean revoked =
                !before.times().sessionsValidFrom().equals(after.times().sessionsValidFrom());
        boolean lostRole = !after.roles().containsAll(before.roles());
        if (revoked || lostRole || !after.isEnabled()) {
            end(after);
        }
    }

    @Override
    public void removed(User user, Instant now) {
        end(user);
    }

    private void end(User user) {
        try {
            sessions.removeAll(SessionOwner.of(user));
        } catch (StoreUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "sessions of {0} are still stored: {1}", user.name(), e.getMessage());
        }
    }
}
