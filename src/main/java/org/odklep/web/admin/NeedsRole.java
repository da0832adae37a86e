package org.odklep.web.admin;

import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.user.Authority;
import org.odklep.user.User;

/** Somebody asked for what their role may not do: answered with 403 and the role to ask for. */
public final class NeedsRole extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Role role;

    public NeedsRole(Role role) {
        super("needs the role " + role.title());
        this.role = role;
    }

    Role role() {
        return role;
    }

    /** Goes on only if the actor has the right. */
    public static void unless(Actor actor, Right right) {
        if (!actor.may(right)) {
            throw new NeedsRole(right.leastRole());
        }
    }

    /** Goes on only if the actor may do something to a user. */
    public static void unless(Actor actor, Right right, User user) {
        Authority.missing(actor, right, user).ifPresent(role -> {
            throw new NeedsRole(role);
        });
    }
}
