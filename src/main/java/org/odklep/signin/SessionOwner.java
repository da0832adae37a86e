package org.odklep.signin;

import org.odklep.account.Administrator;
import org.odklep.user.User;

/**
 * Whose a web session is.
 *
 * @param id of a user, or the name of an administrator
 */
public record SessionOwner(Kind kind, String id) {
    private static final String BETWEEN = ":";

    /** Where the owner is kept. */
    public enum Kind {
        USER,
        ADMINISTRATOR
    }

    public static SessionOwner of(User user) {
        return new SessionOwner(Kind.USER, user.id());
    }

    public static SessionOwner of(Administrator administrator) {
        return new SessionOwner(Kind.ADMINISTRATOR, administrator.name().value());
    }

    /** An administrator in the audit log. */
    public String target() {
        return "administrator:" + id;
    }

    /** The owner that a {@link #key} names. */
    public static SessionOwner byKey(String key) {
        String[] parts = key.split(BETWEEN, 2);
        return new SessionOwner(Kind.valueOf(parts[0]), parts[1]);
    }

    /** The owner in the store. */
    public String key() {
        return kind + BETWEEN + id;
    }
}
