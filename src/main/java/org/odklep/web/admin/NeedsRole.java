package org.odklep.web.admin;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.user.Authority;
import org.odklep.user.User;

/** Somebody asked for what their role may not do: answered with 403 and the role to ask for. */
public final class NeedsRole extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final List<Role> roles;

    /** @param role the one with the fewest rights; others that have all of them do, too */
    public NeedsRole(Role role) {
        this(role, other -> other.rights().containsAll(role.rights()));
    }

    private NeedsRole(Role least, Predicate<Role> isEnough) {
        super("needs the role " + least.title());
        this.roles = Arrays.stream(Role.values())
                .filter(role -> role == least || role != Role.DOMAIN_ADMINISTRATOR && isEnough.test(role))
                .sorted(Comparator.comparingInt(role -> role.rights().size()))
                .toList();
    }

    /** Each of them is enough; the fewest rights first. */
    List<Role> roles() {
        return roles;
    }

    /** Goes on only if the actor has the right. */
    public static void unless(Actor actor, Right right) {
        if (!actor.may(right)) {
            throw new NeedsRole(right.leastRole(), role -> role.may(right));
        }
    }

    /** Goes on only if the actor may do something to a user. */
    public static void unless(Actor actor, Right right, User user) {
        Authority.missing(actor, right, user).ifPresent(role -> {
            throw new NeedsRole(role);
        });
    }
}
