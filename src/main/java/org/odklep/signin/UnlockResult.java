package org.odklep.signin;

import org.odklep.account.Role;

/** What became of the wish to end a lockout. */
public sealed interface UnlockResult {
    record Unlocked() implements UnlockResult {}

    /** There was nothing to end. */
    record NotLocked() implements UnlockResult {}

    /** @param needed the least role that may */
    record NotAllowed(Role needed) implements UnlockResult {}
}
