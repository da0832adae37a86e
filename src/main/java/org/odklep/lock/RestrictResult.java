package org.odklep.lock;

import org.odklep.account.Role;

/** Outcome of an operator's restriction. */
public sealed interface RestrictResult {
    record Restricted(SendingRestriction restriction) implements RestrictResult {}

    /** The account was restricted before: that restriction stands as it is. */
    record AlreadyRestricted(SendingRestriction restriction) implements RestrictResult {}

    /** The allow-list outranks every restriction: take the account off it first. */
    record AllowListed(AllowEntry entry) implements RestrictResult {}

    record NotAllowed(Role needed) implements RestrictResult {}
}
