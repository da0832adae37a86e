package org.odklep.user;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.user.UserStore.Replacement;

/** The one door to the users: every change is asked of {@link Authority}, audited, and told to whoever listens. */
public final class Users {
    /** Users of a search that are counted at most. */
    public static final int COUNTED = 100_000;

    /** How often a change is tried again that does not depend on what others changed meanwhile. */
    private static final int TRIES = 20;

    private final UserStore store;
    private final Predicate<AccountName> reserved;
    private final List<UserChanges> listeners = new CopyOnWriteArrayList<>();

    public Users(UserStore store) {
        this(store, name -> false);
    }

    /** @param reserved names that administrators of their own have, who sign in on the same page */
    public Users(UserStore store, Predicate<AccountName> reserved) {
        this.store = store;
        this.reserved = reserved;
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
            return UserPage.NOBODY;
        }
        return Authority.horizon(actor)
                .map(domains -> within(query, domains).map(store::list).orElse(UserPage.NOBODY))
                .orElseGet(() -> store.list(query));
    }

    private static Optional<UserQuery> within(UserQuery query, Set<MailDomain> horizon) {
        Set<MailDomain> visible = new HashSet<>(horizon);
        if (!query.filter().domains().isEmpty()) {
            visible.retainAll(query.filter().domains());
        }
        return visible.isEmpty()
                ? Optional.empty()
                : Optional.of(query.withFilter(query.filter().withDomains(visible)));
    }

    /**
     * How many users a query means that an actor may see, wherever it begins; empty when they are more than
     * {@value #COUNTED}, for whom nobody has the time, unless everybody is asked for.
     */
    public Optional<Long> count(UserQuery query, Actor actor) {
        return count(query, actor, COUNTED);
    }

    /** The same, but empty when they are more than {@code most}. */
    public Optional<Long> count(UserQuery query, Actor actor, int most) {
        if (!actor.may(Right.READ_USERS)) {
            return Optional.of(0L);
        }
        Optional<Set<MailDomain>> horizon = Authority.horizon(actor);
        if (horizon.isEmpty() && query.isEverybody()) {
            return Optional.of(store.count());
        }
        Optional<UserQuery> visible =
                horizon.map(domains -> within(query, domains)).orElse(Optional.of(query));
        long count = visible.map(seen -> store.count(seen, most + 1)).orElse(0L);
        return count > most ? Optional.empty() : Optional.of(count);
    }

    /**
     * What an actor makes of a user.
     *
     * @param roles only a global administrator changes them
     */
    public record Edit(Profile profile, Set<Role> roles) {
        public Edit {
            roles = Set.copyOf(roles);
        }
    }

    /** Changes what is known of a user; {@code seen} is the version that the actor decided by. */
    public UserChange update(User seen, Edit edit, Actor actor, Instant now) {
        Optional<User> found = find(seen.id(), actor);
        if (found.isEmpty()) {
            return new UserChange.NotFound();
        }
        User before = found.get();
        if (before.version() != seen.version()) {
            return new UserChange.Conflict();
        }
        User after = before.withProfile(edit.profile()).withRoles(edit.roles());
        return Authority.missing(actor, Right.EDIT_USERS, before)
                .or(() -> Authority.missingForRoles(actor, before.roles(), after))
                .<UserChange>map(UserChange.NotAllowed::new)
                .orElseGet(() -> replace(before, after, Deed.of("user.update", actor, now)));
    }

    /** Removes a user for good. */
    public UserChange delete(String id, Reason reason, Actor actor, Instant now) {
        Deed deed = Deed.of("user.delete", reason, actor, now);
        return again(
                id, actor, Right.EDIT_USERS, user -> notOneself(user, actor).orElseGet(() -> remove(user, deed)));
    }

    /** Stops every sign-in of a user, and ends all sessions and tokens. */
    public UserChange blockSignIn(String id, Reason reason, Actor actor, Instant now) {
        SignInBlock block = new SignInBlock(reason, actor.name(), now);
        Deed deed = Deed.of("user.blockSignIn", reason, actor, now);
        return again(id, actor, Right.BLOCK_SIGN_IN, user -> {
            User blocked = endSessions(user, now).withBlock(user.block().or(() -> Optional.of(block)));
            return notOneself(user, actor)
                    .or(() -> user.block().map(already -> new UserChange.Unchanged(user)))
                    .orElseGet(() -> replace(user, blocked, deed));
        });
    }

    /** Allows a user to sign in again; sessions from before the block stay worthless. */
    public UserChange allowSignIn(String id, Reason reason, Actor actor, Instant now) {
        Deed deed = Deed.of("user.allowSignIn", reason, actor, now);
        return again(
                id,
                actor,
                Right.BLOCK_SIGN_IN,
                user -> user.isEnabled()
                        ? new UserChange.Unchanged(user)
                        : replace(user, user.withBlock(Optional.empty()), deed));
    }

    /** Makes every session and token of a user worthless that was issued before now. */
    public UserChange revokeSessions(String id, Actor actor, Instant now) {
        Deed deed = Deed.of("user.revokeSessions", actor, now);
        return again(id, actor, Right.RESET_PASSWORD, user -> replace(user, endSessions(user, now), deed));
    }

    Optional<User> find(AccountName nameOrAlias) {
        return store.find(nameOrAlias);
    }

    /** Does something to a user as an actor, and once more when the user was changed meanwhile. */
    UserChange again(String id, Actor actor, Right right, Function<User, UserChange> change) {
        return again(
                () -> find(id, actor),
                user -> Authority.missing(actor, right, user)
                        .<UserChange>map(UserChange.NotAllowed::new)
                        .orElseGet(() -> change.apply(user)));
    }

    /** Does something to a user, and once more when the user was changed meanwhile. */
    static UserChange again(Supplier<Optional<User>> found, Function<User, UserChange> change) {
        UserChange outcome = new UserChange.Conflict();
        for (int i = 0; i < TRIES && outcome instanceof UserChange.Conflict; i++) {
            outcome = found.get().map(change).orElseGet(UserChange.NotFound::new);
        }
        return outcome;
    }

    /** Stores what became of a user, and tells. */
    UserChange replace(User before, User changed, Deed deed) {
        if (changed.equals(before)) {
            return new UserChange.Unchanged(before);
        }
        Optional<AccountName> kept = changed.names().stream()
                .filter(name -> !before.names().contains(name))
                .filter(reserved)
                .findFirst();
        if (kept.isPresent()) {
            return new UserChange.NameTaken(kept.get());
        }
        User after = changed.withVersion(before.version() + 1);
        AuditEvent event =
                deed.event(before.target(), UserWords.difference(before, after), UserWords.difference(after, before));
        Replacement outcome = store.replace(before, after, event, orders(before, Optional.of(after), event));
        return switch (outcome) {
            case STALE -> new UserChange.Conflict();
            case NAME_TAKEN ->
                taken(after).<UserChange>map(UserChange.NameTaken::new).orElseGet(UserChange.Conflict::new);
            case LAST_GLOBAL_ADMINISTRATOR -> new UserChange.LastAdministrator();
            case DONE -> {
                listeners.forEach(listener -> listener.changed(before, after, deed.now()));
                yield new UserChange.Changed(after);
            }
        };
    }

    /** Adds a user; a result is a name that is somebody else's, be it of somebody whom an import brings. */
    Optional<AccountName> add(User user, Deed deed) {
        Optional<AccountName> kept = user.names().stream().filter(reserved).findFirst();
        if (kept.isPresent()) {
            return kept;
        }
        boolean added = store.add(user, deed.event(user.target(), null, UserWords.of(user)));
        return added ? Optional.empty() : Optional.of(taken(user).orElse(user.name()));
    }

    /** To the next millisecond, so that what was issued within this one is worth nothing either. */
    static User endSessions(User user, Instant now) {
        return user.withSessionsValidFrom(now.truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
    }

    static Optional<UserChange> notOneself(User user, Actor actor) {
        return Authority.isOneself(actor, user) ? Optional.of(new UserChange.OwnAccount()) : Optional.empty();
    }

    private UserChange remove(User user, Deed deed) {
        AuditEvent event = deed.event(user.target(), UserWords.of(user), null);
        return switch (store.remove(user, event, orders(user, Optional.empty(), event))) {
            case STALE -> new UserChange.Conflict();
            case LAST_GLOBAL_ADMINISTRATOR -> new UserChange.LastAdministrator();
            case DONE -> {
                listeners.forEach(listener -> listener.removed(user, deed.now()));
                yield new UserChange.Changed(user);
            }
        };
    }

    private List<SignOutOrder> orders(User before, Optional<User> after, AuditEvent event) {
        return listeners.stream()
                .flatMap(listener -> listener.orders(before, after, event).stream())
                .toList();
    }

    private Optional<AccountName> taken(User user) {
        return user.names().stream()
                .filter(name -> store.find(name)
                        .filter(owner -> !owner.id().equals(user.id()))
                        .isPresent())
                .findFirst();
    }
}
