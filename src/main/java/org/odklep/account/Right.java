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
    MANAGE_ADMINISTRATORS;

    /** The role with the fewest rights that still has this one: what an error tells the reader to ask for. */
    public Role leastRole() {
        Role least = Role.GLOBAL_ADMINISTRATOR;
        for (Role role : Role.values()) {
            if (role.may(this) && role.rights().size() < least.rights().size()) {
                least = role;
            }
        }
        return least;
    }
}
