package org.odklep.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;

/**
 * Changes profile, sign-in and password of one user together: all that is asked for or nothing, under one entry of the
 * audit log.
 */
public final class UserRevisions {
    private final Users users;
    private final UserPasswords passwords;

    public UserRevisions(Users users, UserPasswords passwords) {
        this.users = users;
        this.passwords = passwords;
    }

    /** Whether a user may sign in from now on, and why. */
    public record SignIn(boolean enabled, Reason reason) {}

    /**
     * What is to change; what is empty stays as it is.
     *
     * @param mustChange whether the present password is to be changed at the next sign-in; looked at without another one
     */
    public record Revision(
            Optional<Users.Edit> edit,
            Optional<SignIn> signIn,
            Optional<NewPassword> password,
            Optional<Boolean> mustChange) {
        private boolean isSingle() {
            return Stream.of(edit, signIn, password.isPresent() ? password : mustChange)
                            .filter(Optional::isPresent)
                            .count()
                    == 1;
        }
    }

    /** Changes a user; {@code seen} is the version that the actor decided by. */
    public PasswordChange revise(User seen, Revision revision, Actor actor, Instant now) {
        return revision.isSingle() ? single(seen, revision, actor, now) : together(seen, revision, actor, now);
    }

    /** What is asked for alone has a name of its own in the audit log. */
    private PasswordChange single(User seen, Revision revision, Actor actor, Instant now) {
        if (revision.password().isPresent()) {
            return passwords.reset(seen.id(), revision.password().get(), actor, now);
        }
        return done(revision.edit()
                .map(edit -> users.update(seen, edit, actor, now))
                .or(() -> revision.signIn().map(wanted -> signIn(seen, wanted, actor, now)))
                .or(() -> revision.mustChange().map(must -> passwords.requireChange(seen.id(), must, actor, now)))
                .orElseThrow());
    }

    private UserChange signIn(User seen, SignIn wanted, Actor actor, Instant now) {
        return wanted.enabled()
                ? users.allowSignIn(seen.id(), wanted.reason(), actor, now)
                : users.blockSignIn(seen.id(), wanted.reason(), actor, now);
    }

    private PasswordChange together(User seen, Revision revision, Actor actor, Instant now) {
        Optional<User> found = users.find(seen.id(), actor);
        if (found.isEmpty()) {
            return new PasswordChange.NotDone(new UserChange.NotFound());
        }
        User before = found.get();
        User after = withoutPassword(before, revision, actor, now);
        Optional<UserChange> obstacle = missing(before, after, revision, actor)
                .<UserChange>map(UserChange.NotAllowed::new)
                .or(() -> isForOthers(revision) ? Users.notOneself(before, actor) : Optional.empty())
                .or(() ->
                        before.version() == seen.version() ? Optional.empty() : Optional.of(new UserChange.Conflict()));
        if (obstacle.isPresent()) {
            return new PasswordChange.NotDone(obstacle.get());
        }
        Deed deed = revision.signIn()
                .map(signIn -> Deed.of("user.update", signIn.reason(), actor, now))
                .orElseGet(() -> Deed.of("user.update", actor, now));
        return revision.password()
                .map(password -> passwords.replace(before, after, password, deed))
                .orElseGet(() -> done(users.replace(before, after, deed)));
    }

    private static User withoutPassword(User before, Revision revision, Actor actor, Instant now) {
        User edited = revision.edit()
                .map(edit -> before.withProfile(edit.profile()).withRoles(edit.roles()))
                .orElse(before);
        User signedIn = revision.signIn()
                .map(wanted -> wanted.enabled()
                        ? edited.withBlock(Optional.empty())
                        : Users.endSessions(edited, now)
                                .withBlock(before.block()
                                        .or(() -> Optional.of(new SignInBlock(wanted.reason(), actor.name(), now)))))
                .orElse(edited);
        PasswordState password = signedIn.password();
        return revision.mustChange()
                .map(must -> signedIn.withPassword(new PasswordState(password.hash(), password.changedAt(), must)))
                .orElse(signedIn);
    }

    /** Of the roles that the actor lacks, the one that is enough for all of it. */
    private static Optional<Role> missing(User before, User after, Revision revision, Actor actor) {
        List<Optional<Role>> lacking = new ArrayList<>();
        if (revision.edit().isPresent()) {
            lacking.add(Authority.missing(actor, Right.EDIT_USERS, before));
            lacking.add(Authority.missingForRoles(actor, before.roles(), after));
        }
        if (revision.signIn().isPresent()) {
            lacking.add(Authority.missing(actor, Right.BLOCK_SIGN_IN, before));
        }
        if (revision.password().isPresent() || revision.mustChange().isPresent()) {
            lacking.add(Authority.missing(actor, Right.RESET_PASSWORD, before));
        }
        return lacking.stream()
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(role -> role.rights().size()));
    }

    private static boolean isForOthers(Revision revision) {
        return revision.password().isPresent()
                || revision.signIn().filter(signIn -> !signIn.enabled()).isPresent();
    }

    /** What is so already is done too. */
    private static PasswordChange done(UserChange outcome) {
        return switch (outcome) {
            case UserChange.Changed(User user) -> new PasswordChange.Done(user, Optional.empty());
            case UserChange.Unchanged(User user) -> new PasswordChange.Done(user, Optional.empty());
            case UserChange.NotFound nobody -> new PasswordChange.NotDone(nobody);
            case UserChange.NotAllowed denied -> new PasswordChange.NotDone(denied);
            case UserChange.OwnAccount own -> new PasswordChange.NotDone(own);
            case UserChange.LastAdministrator last -> new PasswordChange.NotDone(last);
            case UserChange.NameTaken taken -> new PasswordChange.NotDone(taken);
            case UserChange.Conflict conflict -> new PasswordChange.NotDone(conflict);
        };
    }
}
