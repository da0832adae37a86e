package org.odklep.user;

import java.time.Instant;

/**
 * Told of every change of a user after it is stored, on the thread that made it, so that gates end what a block, a reset
 * or a revocation makes worthless. The change is made whatever happens here: do not throw.
 */
public interface UserChanges {
    void changed(User before, User after, Instant now);

    /** A user is no more. */
    void removed(User user, Instant now);
}
