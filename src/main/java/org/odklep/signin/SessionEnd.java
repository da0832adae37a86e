package org.odklep.signin;

import org.odklep.account.Role;

/** Outcome of ending a session or token of somebody. */
public sealed interface SessionEnd {
    record Ended() implements SessionEnd {}

    /** It is over already, or somebody else's. */
    record NotFound() implements SessionEnd {}

    record NotAllowed(Role needed) implements SessionEnd {}
}
