package org.odklep.account;

import org.odklep.kernel.Secret;

/** Outcome of issuing a token. */
public sealed interface IssueResult {
    /** @param secret what the bearer sends; this is the only time that it is known */
    record Issued(ApiToken token, Secret secret) implements IssueResult {}

    /** Another token has this name: the audit log could not tell them apart. */
    record NameTaken(String name) implements IssueResult {}

    /** The caller lacks the right, or has a smaller role than the token would have. */
    record NotAllowed(Role needed) implements IssueResult {}

    /** A domain administrator acts in domains, and nobody else does: the token would be of no use. */
    record DomainsMismatch(Role role) implements IssueResult {}

    /** The user that is to own the token has not its role, or may not sign in. */
    record OwnerCannot(Role role) implements IssueResult {}
}
