package org.odklep.account;

/** Something that an administrator or a program may be allowed to do. */
public enum Right {
    READ,
    READ_AUDIT,
    RELEASE,
    RESTRICT,
    EDIT_POLICIES,
    EDIT_ALLOW_LIST,
    MANAGE_TOKENS,
    MANAGE_ADMINISTRATORS,
    /** Decide what the organisation is called, which mail domains are its own, and its time zone. */
    EDIT_ORGANISATION,
    /** See the users of the built-in directory. */
    READ_USERS,
    /** Give a user a new password, or end a user's sessions. */
    RESET_PASSWORD,
    /** Block a user's sign-in, or allow it again. */
    BLOCK_SIGN_IN,
    /** Add, change and delete users. */
    EDIT_USERS,
    /** Decide who is an administrator of which kind. */
    ASSIGN_ROLES;

    /**
     * The role with the fewest rights that still has this one: what an error tells the reader to ask for. A domain
     * administrator's rights end at a domain, so that role is never the answer.
     */
    public Role leastRole() {
        Role least = Role.GLOBAL_ADMINISTRATOR;
        for (Role role : Role.values()) {
            if (role != Role.DOMAIN_ADMINISTRATOR
                    && role.may(this)
                    && role.rights().size() < least.rights().size()) {
                least = role;
            }
        }
        return least;
    }
}
