package org.odklep.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.odklep.account.Actor;
import org.odklep.account.Passwords;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;

/** How users come by a password: when they are added, by a reset, by their own choice. */
public final class UserPasswords {
    private final Users users;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final PasswordMaker maker;
    private final RandomGenerator random;

    /** @param random of cryptographic quality */
    public UserPasswords(Users users, Passwords passwords, PasswordRules rules, RandomGenerator random) {
        this.users = users;
        this.passwords = passwords;
        this.rules = rules;
        this.maker = new PasswordMaker(rules, random);
        this.random = random;
    }

    /**
     * A user to add.
     *
     * @param password whether it signs out makes no difference: nobody signed in before
     * @param block why sign-in is blocked from the beginning; empty to allow it
     */
    public record NewUser(Users.Edit edit, NewPassword password, Optional<Reason> block) {}

    /** Adds a user who may sign in. */
    public UserCreation create(Users.Edit edit, NewPassword password, Actor actor, Instant now) {
        return create(new NewUser(edit, password, Optional.empty()), actor, now);
    }

    /** Adds a user. */
    public UserCreation create(NewUser wanted, Actor actor, Instant now) {
        Users.Edit edit = wanted.edit();
        User user = User.of(User.newId(random), edit.profile(), PasswordState.none(now), now)
                .withRoles(edit.roles())
                .withBlock(wanted.block().map(reason -> new SignInBlock(reason, actor.name(), now)));
        Optional<Role> missing =
                Authority.missing(actor, Right.EDIT_USERS).or(() -> Authority.missingForRoles(actor, Set.of(), user));
        if (missing.isPresent()) {
            return new UserCreation.NotAllowed(missing.get());
        }
        return switch (prepare(wanted.password(), edit.profile(), now)) {
            case Prepared.Refused(List<PasswordProblem> problems) -> new UserCreation.PasswordRefused(problems);
            case Prepared.Busy() -> new UserCreation.Busy();
            case Prepared.Ready(PasswordState state, Optional<Secret> made) ->
                add(user.withPassword(state), made, Deed.of("user.create", actor, now));
        };
    }

    /** Gives a user a new password, whatever others did; see {@link #reset(Reset, Actor, Instant)}. */
    public PasswordChange reset(String id, NewPassword password, Actor actor, Instant now) {
        return reset(new Reset(id, password, Instant.MAX), actor, now);
    }

    /**
     * A new password that somebody asks for.
     *
     * @param seen when that was: a password that the user got later stays ({@link UserChange.Conflict}), so that whoever asks
     *     twice the same does not make worthless what the first answer showed
     */
    public record Reset(String id, NewPassword password, Instant seen) {
        private boolean isLate(User user) {
            return user.password().changedAt().isAfter(seen);
        }
    }

    /** Gives a user a new password; whoever listens to {@link UserChanges} ends a lockout. */
    public PasswordChange reset(Reset wanted, Actor actor, Instant now) {
        Optional<User> found = users.find(wanted.id(), actor);
        if (found.isEmpty()) {
            return new PasswordChange.NotDone(new UserChange.NotFound());
        }
        Optional<UserChange> obstacle = Authority.missing(actor, Right.RESET_PASSWORD, found.get())
                .<UserChange>map(UserChange.NotAllowed::new)
                .or(() -> Users.notOneself(found.get(), actor))
                .or(() -> wanted.isLate(found.get()) ? Optional.of(new UserChange.Conflict()) : Optional.empty());
        if (obstacle.isPresent()) {
            return new PasswordChange.NotDone(obstacle.get());
        }
        return switch (prepare(wanted.password(), found.get().profile(), now)) {
            case Prepared.Refused(List<PasswordProblem> problems) -> new PasswordChange.PasswordRefused(problems);
            case Prepared.Busy() -> new PasswordChange.Busy();
            case Prepared.Ready(PasswordState state, Optional<Secret> made) ->
                done(store(wanted, state, actor, now), made);
        };
    }

    private UserChange store(Reset wanted, PasswordState state, Actor actor, Instant now) {
        Deed deed = Deed.of("user.resetPassword", actor, now);
        return users.again(wanted.id(), actor, Right.RESET_PASSWORD, user -> {
            if (wanted.isLate(user)) {
                return new UserChange.Conflict();
            }
            User reset = user.withPassword(state);
            return users.replace(user, wanted.password().signOut() ? Users.endSessions(reset, now) : reset, deed);
        });
    }

    /** Has a user choose another password at the next sign-in, or takes that back; the present one stays. */
    public UserChange requireChange(String id, boolean mustChange, Actor actor, Instant now) {
        Deed deed = Deed.of("user.requirePasswordChange", actor, now);
        return users.again(id, actor, Right.RESET_PASSWORD, user -> {
            PasswordState password = user.password();
            return users.replace(
                    user,
                    user.withPassword(new PasswordState(password.hash(), password.changedAt(), mustChange)),
                    deed);
        });
    }

    /**
     * Gives the owner another password for the present one, and ends all sessions from before this instant. Who comes here
     * has proved the present one before: guessing is guarded against there.
     */
    public PasswordChange changeOwn(OwnPassword change, ClientAddress origin, Instant now) {
        Optional<User> found = users.find(change.name());
        Optional<Boolean> right = passwords.verify(
                change.present(), found.flatMap(user -> user.password().hash()), Passwords.Caller.known(origin));
        if (right.isEmpty()) {
            return new PasswordChange.Busy();
        }
        if (!right.get() || found.filter(User::isEnabled).isEmpty()) {
            return new PasswordChange.WrongPassword();
        }
        return change.chosen().equals(change.present())
                ? new PasswordChange.PasswordRefused(List.of(new PasswordProblem.SameAsBefore()))
                : changeOwn(found.get(), change.chosen(), origin, now);
    }

    /**
     * Gives a user another password who has proved the present one, as of this version of the user, and ends all sessions
     * from before this instant.
     */
    public PasswordChange choose(User user, Secret chosen, ClientAddress origin, Instant now) {
        return passwords
                .verify(chosen, user.password().hash(), Passwords.Caller.known(origin))
                .map(same -> same
                        ? new PasswordChange.PasswordRefused(List.of(new PasswordProblem.SameAsBefore()))
                        : changeOwn(user, chosen, origin, now))
                .orElseGet(PasswordChange.Busy::new);
    }

    /**
     * Hashes a password that was found right anew, when its hash is of an older kind. Without a free processor, or when the
     * user changes meanwhile, it stays for the next time.
     */
    public void upgrade(User user, Secret password, ClientAddress origin, Instant now) {
        if (user.password().hash().filter(passwords::isOutdated).isPresent()) {
            passwords
                    .hash(password)
                    .ifPresent(hash -> users.replace(
                            user,
                            user.withPassword(user.password().rehashed(hash)),
                            Deed.own("user.upgradePasswordHash", user, origin, now)));
        }
    }

    /** The one that was verified is the one that is replaced: a reset that comes in between wins. */
    private PasswordChange changeOwn(User user, Secret chosen, ClientAddress origin, Instant now) {
        NewPassword password = new NewPassword(Optional.of(chosen), false, true);
        Deed deed = Deed.own("user.changePassword", user, origin, now);
        return switch (prepare(password, user.profile(), now)) {
            case Prepared.Refused(List<PasswordProblem> problems) -> new PasswordChange.PasswordRefused(problems);
            case Prepared.Busy() -> new PasswordChange.Busy();
            case Prepared.Ready(PasswordState state, Optional<Secret> made) ->
                done(users.replace(user, user.withPassword(state).withSessionsValidFrom(now), deed), Optional.empty());
        };
    }

    /** Stores what becomes of a user, and another password with it. */
    PasswordChange replace(User before, User after, NewPassword password, Deed deed) {
        return switch (prepare(password, after.profile(), deed.now())) {
            case Prepared.Refused(List<PasswordProblem> problems) -> new PasswordChange.PasswordRefused(problems);
            case Prepared.Busy() -> new PasswordChange.Busy();
            case Prepared.Ready(PasswordState state, Optional<Secret> made) -> {
                User reset = after.withPassword(state);
                yield done(
                        users.replace(before, password.signOut() ? Users.endSessions(reset, deed.now()) : reset, deed),
                        made);
            }
        };
    }

    private UserCreation add(User user, Optional<Secret> made, Deed deed) {
        Optional<AccountName> taken = users.add(user, deed);
        return taken.<UserCreation>map(UserCreation.NameTaken::new)
                .orElseGet(() -> new UserCreation.Created(user, made));
    }

    private static PasswordChange done(UserChange outcome, Optional<Secret> made) {
        return outcome instanceof UserChange.Changed(User user)
                ? new PasswordChange.Done(user, made)
                : new PasswordChange.NotDone(outcome);
    }

    private Prepared prepare(NewPassword wanted, Profile owner, Instant now) {
        Secret password = wanted.chosen().orElseGet(() -> maker.make(owner));
        List<PasswordProblem> problems = rules.problems(password, owner);
        if (!problems.isEmpty()) {
            return new Prepared.Refused(problems);
        }
        Optional<Secret> made = wanted.chosen().isPresent() ? Optional.empty() : Optional.of(password);
        return passwords
                .hash(password)
                .<Prepared>map(hash ->
                        new Prepared.Ready(new PasswordState(Optional.of(hash), now, wanted.mustChange()), made))
                .orElseGet(Prepared.Busy::new);
    }

    /** A password on its way. */
    private sealed interface Prepared {
        record Ready(PasswordState state, Optional<Secret> made) implements Prepared {}

        record Refused(List<PasswordProblem> problems) implements Prepared {}

        record Busy() implements Prepared {}
    }
}
