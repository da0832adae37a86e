package org.odklep.web.admin;

import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;

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
}
