package org.odklep.user;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/**
 * Port: the durable users. A name or alias belongs to one user. Every change is one transaction with its audit entry,
 * and neither is ever stored without the other. All methods throw {@link org.odklep.kernel.StoreUnavailable} when
 * nothing was changed because the store could not.
 */
public interface UserStore {
    /** The user who signs in with a name, be it an alias. */
    Optional<User> find(AccountName nameOrAlias);

    Optional<User> byId(String id);

    /** A user who was read before, as he is now; his last sign-in may be as it was. */
    default Optional<User> again(User seen) {
        return byId(seen.id());
    }

    /** Adds a user; false, and nothing recorded, when the name or an alias is somebody's. */
    boolean add(User user, AuditEvent event);

    /**
     * Adds all users or none, under one audit entry. It may take minutes, in which others change users too; the added ones
     * are there at once, at the end, and until then their names cannot be had by anybody else.
     *
     * @return the names that are somebody's, at most a hundred of them: then nothing was stored
     */
    Set<AccountName> addAll(Collection<User> users, AuditEvent event);

    /**
     * Puts a user in the place of the version before it; the last sign-in stays as it is stored. The last global
     * administrator ({@link User#isGlobalAdministrator}) stays one, where no {@link
     * org.odklep.account.AdministratorStore administrator} is one.
     *
     * @param after the same id and the next version
     * @param orders for mail servers that the change makes; {@link SignOutStore} has them from then on
     */
    Replacement replace(User before, User after, AuditEvent event, List<SignOutOrder> orders);

    /** A change that no mail server need know of. */
    default Replacement replace(User before, User after, AuditEvent event) {
        return replace(before, after, event, List.of());
    }

    /** Removes a user. */
    Removal remove(User user, AuditEvent event, List<SignOutOrder> orders);

    /** A removal that no mail server need know of. */
    default Removal remove(User user, AuditEvent event) {
        return remove(user, event, List.of());
    }

    /**
     * Forgets users whom {@link #addAll} began to add before an instant and did not end to add, because the program ended.
     * They were never there, but their names could not be had.
     */
    void removeUnfinished(Instant before);

    /** Notes a sign-in, unless a later one is noted. This is no new version, and no audit entry. */
    void signedIn(String id, Instant at);

    /**
     * One page of users.
     *
     * @throws IllegalArgumentException when the query goes on after what is no end of a page
     */
    UserPage list(UserQuery query);

    /**
     * Names of the groups that somebody is in, in their order, bytewise.
     *
     * @param after goes on behind this name; empty for the first ones
     */
    List<String> groups(String after, int most);

    /** Whether somebody is in a group. */
    boolean hasGroup(String name);

    /** Who is in some groups: all names and aliases, each with those of the groups. */
    Map<AccountName, Set<String>> membersOf(Set<String> groups);

    /** A number that is another one after every change of a user, be it by another node, and seldom without one. */
    long version();

    /** How many users there are. */
    long count();

    /** How many users a query means, wherever it begins; not more than so many are counted. */
    long count(UserQuery query, int most);

    /** Outcome of {@link #replace}; nothing is recorded unless it is {@link #DONE}. */
    enum Replacement {
        DONE,
        /** Somebody changed or removed the user meanwhile. */
        STALE,
        /** The new name or an alias is somebody else's. */
        NAME_TAKEN,
        /** Nobody could make others what this user was. Of several at once that are the last, one stays. */
        LAST_GLOBAL_ADMINISTRATOR
    }

    /** Outcome of {@link #remove}; nothing is recorded unless it is {@link #DONE}. */
    enum Removal {
        DONE,
        /** Somebody changed or removed the user meanwhile. */
        STALE,
        /** As with {@link Replacement#LAST_GLOBAL_ADMINISTRATOR}. */
        LAST_GLOBAL_ADMINISTRATOR
    }
}
