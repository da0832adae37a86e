package org.odklep.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.audit.AuditEvent;

/**
 * Told of every change of a user after it is stored, on the thread that made it, so that gates end what a block, a reset
 * or a revocation makes worthless. The change is made whatever happens here: do not throw.
 */
public interface UserChanges {
    /**
     * What mail servers have to do about a change that is about to be made. It is stored together with the change, so that
     * no crash comes in between.
     *
     * @param after empty when the user is removed
     * @param change as the audit log will have it
     */
    default List<SignOutOrder> orders(User before, Optional<User> after, AuditEvent change) {
        return List.of();
    }

    void changed(User before, User after, Instant now);

    /** A user is no more. */
    void removed(User user, Instant now);
}
