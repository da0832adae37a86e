package org.odklep.account;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What an administrator or a token is, named as the administrators of the reference know it. */
public enum Role {
    GLOBAL_ADMINISTRATOR("globalAdministrator", "Global administrator", EnumSet.allOf(Right.class)),
    SECURITY_ADMINISTRATOR(
            "securityAdministrator",
            "Security administrator",
            EnumSet.of(
                    Right.READ,
                    Right.READ_AUDIT,
                    Right.RELEASE,
                    Right.RESTRICT,
                    Right.EDIT_POLICIES,
                    Right.EDIT_ALLOW_LIST,
                    Right.READ_USERS)),
    AUDITOR("auditor", "Auditor", EnumSet.of(Right.READ, Right.READ_AUDIT, Right.READ_USERS)),
    USER_ADMINISTRATOR(
            "userAdministrator",
            "User administrator",
            EnumSet.of(Right.READ, Right.READ_USERS, Right.RESET_PASSWORD, Right.BLOCK_SIGN_IN, Right.EDIT_USERS)),
    HELPDESK_ADMINISTRATOR(
            "helpdeskAdministrator",
            "Helpdesk administrator",
            EnumSet.of(Right.READ, Right.READ_USERS, Right.RESET_PASSWORD)),
    /** Of the domains of one's own names; knows nothing of anything outside of them. */
    DOMAIN_ADMINISTRATOR(
            "domainAdministrator",
            "Domain administrator",
            EnumSet.of(Right.READ_USERS, Right.RESET_PASSWORD, Right.BLOCK_SIGN_IN, Right.EDIT_USERS));

    private final String key;
    private final String title;
    private final Set<Right> rights;

    Role(String key, String title, Set<Right> rights) {
        this.key = key;
        this.title = title;
        this.rights = rights;
    }

    /** The role with a key such as {@code securityAdministrator}. */
    public static Optional<Role> byKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
    }

    /** The name in the API, in the store and on the command line. */
    public String key() {
        return key;
    }

    /** The name in error messages. */
    public String title() {
        return title;
    }

    public Set<Right> rights() {
        return EnumSet.copyOf(rights);
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
