package org.odklep.user;

import org.odklep.account.Role;
import org.odklep.kernel.AccountName;

/** Outcome of a change of a user. */
public sealed interface UserChange {
    /** Stored and audited. @param user as it is now */
    record Changed(User user) implements UserChange {}

    /** It was so already; nothing is recorded. */
    record Unchanged(User user) implements UserChange {}

    record NotFound() implements UserChange {}

    /** The actor lacks this role, or a greater one. */
    record NotAllowed(Role needed) implements UserChange {}

    /** Nobody does this to himself. */
    record OwnAccount() implements UserChange {}

    /** Nobody could undo this: no other global administrator may sign in. */
    record LastAdministrator() implements UserChange {}

    /** A name is somebody else's. */
    record NameTaken(AccountName name) implements UserChange {}

    /** Somebody else changed the user meanwhile: read it again. */
    record Conflict() implements UserChange {}
}
