package org.odklep.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.odklep.account.Actor;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;

/** The one door to the users: every change is asked of {@link Authority}, audited, and told to whoever listens. */
public final class Users {
    private final UserStore store;
    private final AdministratorStore administrators;
    private final RandomGenerator random;
    private final List<UserChanges> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param administrators those who sign in to the admin page without being users
     * @param random of cryptographic quality
     */
    public Users(UserStore store, AdministratorStore administrators, RandomGenerator random) {
        this.store = store;
        this.administrators = administrators;
        this.random = random;
    }

    /** Has somebody told of every change from now on. */
    public void listen(UserChanges listener) {
        listeners.add(listener);
    }

    /** A user that an actor may see, by id, name or alias. */
    public Optional<User> find(String idOrName, Actor actor) {
        return store.byId(idOrName)
                .or(() -> AccountName.parse(idOrName).flatMap(store::find))
                .filter(user -> Authority.sees(actor, user));
    }

    /**
     * A page of the users that an actor may see.
     *
     * @throws IllegalArgumentException when the query goes on after what is no end of a page
     */
    public UserPage list(UserQuery query, Actor actor) {
        if (!actor.may(Right.READ_USERS)) {
            return new UserPage(List.of(), Optional.empty());
        }
        Optional<Set<MailDomain>> horizon = Authority.horizon(actor);
        if (horizon.isEmpty()) {
            return store.list(query);
        }
        Set<MailDomain> visible = new java.util.HashSet<>(horizon.get());
        if (!query.filter().domains().isEmpty()) {
            visible.retainAll(query.filter().domains());
        }
        return visible.isEmpty()
                ? new UserPage(List.of(), Optional.empty())
                : store.list(query.withFilter(query.filter().withDomains(visible)));
    }

    /** Changes what is known of a user; {@code before} is the version that the actor saw. */
    public UserChange update(User before, Edit edit, Actor actor, Instant now) {
        throw new UnsupportedOperationException();
    }

    /**
     * What an actor makes of a user.
     *
     * @param roles only a global administrator changes them
     */
    public record Edit(Profile profile, Set<Role> roles) {}

    /** Removes a user for good. */
    public UserChange delete(User user, Reason reason, Actor actor, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Stops every sign-in of a user, and ends all sessions and tokens. */
    public UserChange blockSignIn(String id, Reason reason, Actor actor, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Allows a user to sign in again; sessions from before the block stay worthless. */
    public UserChange allowSignIn(String id, Reason reason, Actor actor, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Makes every session and token of a user worthless that was issued before now. */
    public UserChange revokeSessions(String id, Actor actor, Instant now) {
        throw new UnsupportedOperationException();
    }
}
