package org.odklep.signin.factor;

import org.odklep.account.Role;

/** Outcome of removing the second factor of somebody else. */
public sealed interface FactorRemoval {
    record Removed() implements FactorRemoval {}

    /** There is none. */
    record NothingThere() implements FactorRemoval {}

    /** Nobody does this to the own account. */
    record OwnAccount() implements FactorRemoval {}

    record NotAllowed(Role needed) implements FactorRemoval {}
}
