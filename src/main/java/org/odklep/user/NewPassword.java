package org.odklep.user;

import java.util.Optional;
import org.odklep.kernel.Secret;

/**
 * The password that an administrator gives a user.
 *
 * @param chosen empty to have one made
 * @param mustChange whether the user has to choose another one at the next sign-in
 * @param signOut whether all sessions and tokens of the user end
 */
public record NewPassword(Optional<Secret> chosen, boolean mustChange, boolean signOut) {
    /** Made automatically, to be changed at the next sign-in, and everything else ends: what is asked for mostly. */
    public static final NewPassword AUTOMATIC = new NewPassword(Optional.empty(), true, true);

    /** As {@link #AUTOMATIC}, but with a password that the administrator chose. */
    public static NewPassword chosen(Secret password) {
        return new NewPassword(Optional.of(password), true, true);
    }
}
