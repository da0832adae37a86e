package org.odklep.gate.ldap;

import java.util.Optional;
import org.odklep.user.User;

/**
 * What a client may see.
 *
 * @param only the one user who sees himself and his groups; empty for everything
 */
record View(Optional<User> only) {
    static final View EVERYTHING = new View(Optional.empty());

    boolean shows(User user) {
        return only.map(User::id).map(user.id()::equals).orElse(true);
    }
}
