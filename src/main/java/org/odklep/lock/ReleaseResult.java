package org.odklep.lock;

import org.odklep.account.Role;

/** Outcome of a release. */
public sealed interface ReleaseResult {
    /** The restriction is lifted, on every gate of this node by the time that the caller reads this. */
    record Released(SendingRestriction restriction) implements ReleaseResult {}

    /** Somebody was first, or its time had come: nothing was changed. */
    record AlreadyReleased(SendingRestriction restriction) implements ReleaseResult {}

    /** The caller lacks the right; {@code needed} is the least role that has it. */
    record NotAllowed(Role needed) implements ReleaseResult {}

    /** There is no such restriction, or the account has none that holds. */
    record NotFound() implements ReleaseResult {}
}
