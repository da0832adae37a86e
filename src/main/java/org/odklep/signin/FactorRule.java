package org.odklep.signin;

import java.util.Set;
import org.odklep.account.Role;

/** Port: who needs a second factor. Throws {@link org.odklep.kernel.StoreUnavailable} when nobody can tell. */
@FunctionalInterface
public interface FactorRule {
    /** @param roles that the owner has now */
    FactorNeed of(SessionOwner owner, Set<Role> roles);
}
