package org.odklep.user;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.MailDomain;

/**
 * Who may act on whom. Nobody gains by it a role that may change more than his own: who may give somebody a new password may
 * become that user. An auditor, who changes nothing, is within reach of the help desk (as the reports reader is in Microsoft's
 * table of who resets whose password).
 *
 * <p>A global administrator acts on everybody. A user administrator acts on users without a role, auditors, and helpdesk,
 * domain and user administrators; a helpdesk administrator on users without a role, auditors and helpdesk
 * administrators, and only to reset passwords and end sessions; a domain administrator on users without a role and on
 * domain administrators, all of whose names are in the actor's own domains. Global and security administrators are acted
 * on by global administrators only.
 */
public final class Authority {
    private static final Set<Role> WITHIN_HELPDESK = EnumSet.of(Role.AUDITOR, Role.HELPDESK_ADMINISTRATOR);
    private static final Set<Role> WITHIN_USERS =
            EnumSet.of(Role.AUDITOR, Role.HELPDESK_ADMINISTRATOR, Role.DOMAIN_ADMINISTRATOR, Role.USER_ADMINISTRATOR);
    private static final Set<Role> WITHIN_DOMAIN = EnumSet.of(Role.DOMAIN_ADMINISTRATOR);

    private Authority() {}

    /** The role that an actor lacks to use a right on a user; empty when he may. */
    public static Optional<Role> missing(Actor actor, Right right, User user) {
        if (actor.may(right) && reaches(actor, user)) {
            return Optional.empty();
        }
        return Optional.of(needed(right, user.roles()));
    }

    /** The role that an actor lacks to use a right at all; empty when there may be somebody to use it on. */
    public static Optional<Role> missing(Actor actor, Right right) {
        return actor.may(right) ? Optional.empty() : Optional.of(right.leastRole());
    }

    /**
     * The role that an actor lacks to have a user be as he makes him; empty when he may. Only a global administrator decides
     * about roles, and nobody gives away a user whom he could not act on any more.
     *
     * @param before the roles that the user has now
     */
    public static Optional<Role> missingForRoles(Actor actor, Set<Role> before, User after) {
        return before.equals(after.roles())
                ? missing(actor, Right.EDIT_USERS, after)
                : missing(actor, Right.ASSIGN_ROLES, after);
    }

    /** Whether an actor is a user, or a token of that user. */
    public static boolean isOneself(Actor actor, User user) {
        return actor.user().filter(user.id()::equals).isPresent()
                || user.names().stream().anyMatch(name -> name.value().equals(actor.name()));
    }

    /** Whether an actor may see a user. */
    public static boolean sees(Actor actor, User user) {
        return actor.may(Right.READ_USERS)
                && (actor.role() != Role.DOMAIN_ADMINISTRATOR
                        || user.name()
                                .domain()
                                .filter(actor.domains()::contains)
                                .isPresent());
    }

    /** Where a list ends for an actor: at these domains; empty for one who sees everybody. */
    public static Optional<Set<MailDomain>> horizon(Actor actor) {
        return actor.role() == Role.DOMAIN_ADMINISTRATOR ? Optional.of(actor.domains()) : Optional.empty();
    }

    private static boolean reaches(Actor actor, User user) {
        return switch (actor.role()) {
            case GLOBAL_ADMINISTRATOR -> true;
            case USER_ADMINISTRATOR -> WITHIN_USERS.containsAll(user.roles());
            case HELPDESK_ADMINISTRATOR -> WITHIN_HELPDESK.containsAll(user.roles());
            case DOMAIN_ADMINISTRATOR ->
                WITHIN_DOMAIN.containsAll(user.roles()) && actor.domains().containsAll(user.domains());
            case SECURITY_ADMINISTRATOR, AUDITOR -> false;
        };
    }

    /** The smallest role that is enough, wherever the user's names are. */
    private static Role needed(Right right, Set<Role> roles) {
        if (right.leastRole() == Role.HELPDESK_ADMINISTRATOR && WITHIN_HELPDESK.containsAll(roles)) {
            return Role.HELPDESK_ADMINISTRATOR;
        }
        boolean enough = Role.USER_ADMINISTRATOR.may(right) && WITHIN_USERS.containsAll(roles);
        return enough ? Role.USER_ADMINISTRATOR : Role.GLOBAL_ADMINISTRATOR;
    }
}
