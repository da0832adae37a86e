package org.odklep.account;

/** Outcome of revoking a token. */
public sealed interface RevokeResult {
    /** The token is worthless, on this node by the time that the caller reads this. */
    record Revoked(ApiToken token) implements RevokeResult {}

    record NotFound() implements RevokeResult {}

    record NotAllowed(Role needed) implements RevokeResult {}
}
