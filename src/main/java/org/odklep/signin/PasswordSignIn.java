package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.odklep.account.Administrator;
import org.odklep.account.Passwords;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.signin.PasswordGuard.Looked;
import org.odklep.user.OwnPassword;
import org.odklep.user.PasswordChange;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.UserStore;

/**
 * The one way to try a password on the built-in directory, or an administrator's: asks {@link SignIns} first, compares hashes in
 * turn, those who come from familiar places first, and tells {@link SignIns} what came of it. Nothing is remembered of a right
 * password.
 *
 * <p>Whoever is refused waits as long as whoever is wrong: a hash is compared for an unknown, a locked and a blocked account
 * too, after the same reads and writes, and {@link AnswerTimes} evens out what is left. All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public final class PasswordSignIn {
    /** How exact the last sign-in of a user is; the sign-in log is exact. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final UserStore users;
    private final SignInNames names;
    private final SignIns signIns;
    private final Passwords hashes;
    private final UserPasswords passwords;
    private final PasswordFingerprints fingerprints;
    private final AnswerTimes times;
    private final PasswordGuard guard;

    public PasswordSignIn(
            UserStore users,
            SignInNames names,
            SignIns signIns,
            Passwords hashes,
            UserPasswords passwords,
            PasswordFingerprints fingerprints,
            AnswerTimes times) {
        this.users = users;
        this.names = names;
        this.signIns = signIns;
        this.hashes = hashes;
        this.passwords = passwords;
        this.fingerprints = fingerprints;
        this.times = times;
        this.guard = new PasswordGuard(signIns, hashes, times);
    }

    /** Tries a password. */
    public PasswordAnswer tryPassword(PasswordTry request, Instant now) {
        return times.even(() -> tryPassword(request, user -> false, now), PasswordSignIn::letsIn);
    }

    /**
     * Tries a password that is half of what somebody has to show: the attempt ends with {@link #factorShown} or
     * {@link #factorFailed}. The caller sees to it that {@linkplain AnswerTimes the time of the answer} tells nothing.
     *
     * @param awaited whether a user whose password is right has to show a second factor next
     */
    PasswordAnswer tryPassword(PasswordTry request, Predicate<User> awaited, Instant now) {
        Optional<User> user = names.find(request.name());
        Looked<User> looked = guard.look(
                attempt(request, user),
                request,
                caller -> look(request, user, caller).awaiting(awaited),
                now);
        note(looked, request, now);
        return answer(looked);
    }

    /**
     * The same for the password of an administrator. Nobody in the directory has an administrator's name; it is looked for there
     * all the same, for whoever guesses shall not know the difference.
     */
    SignInCode tryPassword(PasswordTry request, Administrator owner, Predicate<Administrator> awaited, Instant now) {
        SignInAttempt attempt = attempt(request, names.find(request.name()));
        return guard.look(
                        attempt, request, caller -> look(request, owner, caller).awaiting(awaited), now)
                .code();
    }

    /** Takes as long as a wrong password, for a text that is no name. */
    PasswordAnswer tryNobody(Secret password, ClientAddress client) {
        return hashes.verify(password, Optional.empty(), Passwords.Caller.stranger(client))
                        .isPresent()
                ? new PasswordAnswer.Denied(SignInCode.UNKNOWN_ACCOUNT)
                : new PasswordAnswer.Busy();
    }

    /** The second factor was right too: now somebody has signed in. */
    void factorShown(AccountName name, ClientAddress client, Instant now) {
        signIns.succeeded(webAttempt(name, client), now);
        names.find(name).ifPresent(user -> users.signedIn(user.id(), now));
    }

    /** The second factor was wrong. */
    void factorFailed(AccountName name, ClientAddress client, Instant now) {
        signIns.note(webAttempt(name, client), SignInCode.FACTOR_FAILED, now);
    }

    /**
     * Tries a password that a host brings which asked another gate about it before, as Dovecot does: an attempt that was
     * admitted there counts there, and what was not asked about is tried as {@link #tryPassword} does.
     */
    public PasswordAnswer tryExpected(PasswordTry request, Instant now) {
        return times.even(() -> expected(request, now), PasswordSignIn::letsIn);
    }

    private PasswordAnswer expected(PasswordTry request, Instant now) {
        Optional<User> user = names.find(request.name());
        SignInAttempt attempt = attempt(request, user);
        Optional<Passwords.Caller> caller = signIns.expected(attempt.account(), now);
        if (caller.isEmpty()) {
            return tryPassword(request, nobody -> false, now);
        }
        Looked<User> looked = look(request, user, caller.get());
        if (looked.code() != SignInCode.SUCCESS && looked.code() != SignInCode.WRONG_PASSWORD) {
            signIns.note(attempt, looked.code(), now);
        }
        note(looked, request, now);
        return answer(looked);
    }

    /** Gives the owner another password, who shows the present one. */
    public PasswordChange change(PasswordTry present, Secret chosen, Instant now) {
        return switch (tryPassword(present, now)) {
            case PasswordAnswer.Granted(User user) -> change(user, present, chosen, now);
            case PasswordAnswer.MustChange(User user) -> change(user, present, chosen, now);
            case PasswordAnswer.Denied(SignInCode code) -> new PasswordChange.WrongPassword();
            case PasswordAnswer.Busy() -> new PasswordChange.Busy();
        };
    }

    /** Gives a user who just proved the present password, which has to be changed, another one, and lets him in. */
    PasswordChange choose(User user, Secret chosen, ClientAddress client, Instant now) {
        PasswordChange outcome = passwords.choose(user, chosen, client, now);
        if (outcome instanceof PasswordChange.Done done) {
            signIns.succeeded(webAttempt(user.name(), client), now);
            users.signedIn(done.user().id(), now);
        }
        return outcome;
    }

    private static SignInAttempt webAttempt(AccountName name, ClientAddress client) {
        return new SignInAttempt(name, client, ClientKind.WEB, OptionalInt.empty());
    }

    private PasswordChange change(User user, PasswordTry present, Secret chosen, Instant now) {
        return passwords.changeOwn(new OwnPassword(user.name(), present.password(), chosen), present.client(), now);
    }

    private SignInAttempt attempt(PasswordTry request, Optional<User> user) {
        AccountName account = user.map(User::name).orElse(request.name());
        return new SignInAttempt(
                account,
                request.client(),
                request.kind(),
                OptionalInt.of(fingerprints.of(account, request.password())));
    }

    private Looked<Administrator> look(PasswordTry request, Administrator owner, Passwords.Caller caller) {
        SignInCode code = hashes.verify(request.password(), Optional.of(owner.passwordHash()), caller)
                .map(right -> right ? SignInCode.SUCCESS : SignInCode.WRONG_PASSWORD)
                .orElse(SignInCode.NOT_CHECKED);
        return new Looked<>(code, Optional.of(owner));
    }

    private Looked<User> look(PasswordTry request, Optional<User> user, Passwords.Caller caller) {
        Optional<Boolean> right = hashes.verify(
                request.password(),
                user.filter(User::isEnabled).flatMap(known -> known.password().hash()),
                caller);
        if (right.isEmpty()) {
            return new Looked<>(SignInCode.NOT_CHECKED, user);
        }
        return user.map(seen -> look(seen, right.get()))
                .orElseGet(() -> new Looked<>(SignInCode.UNKNOWN_ACCOUNT, Optional.empty()));
    }

    /** What a password is worth now: while it waited for its turn, it may have been reset, or its owner blocked. */
    private Looked<User> look(User seen, boolean right) {
        Optional<User> stored = right ? users.again(seen) : Optional.of(seen);
        return new Looked<>(stored.map(user -> code(seen, user, right)).orElse(SignInCode.UNKNOWN_ACCOUNT), stored);
    }

    private static SignInCode code(User seen, User user, boolean right) {
        if (!user.isEnabled()) {
            return SignInCode.SIGN_IN_BLOCKED;
        }
        boolean same = user.password().changedAt().equals(seen.password().changedAt());
        if (!right || !same) {
            return SignInCode.WRONG_PASSWORD;
        }
        return user.password().mustChange() ? SignInCode.PASSWORD_MUST_CHANGE : SignInCode.SUCCESS;
    }

    private static PasswordAnswer answer(Looked<User> looked) {
        return switch (looked.code()) {
            case SUCCESS, FACTOR_AWAITED ->
                new PasswordAnswer.Granted(looked.owner().orElseThrow());
            case PASSWORD_MUST_CHANGE ->
                new PasswordAnswer.MustChange(looked.owner().orElseThrow());
            case NOT_CHECKED -> new PasswordAnswer.Busy();
            default -> new PasswordAnswer.Denied(looked.code());
        };
    }

    private static boolean letsIn(PasswordAnswer answer) {
        return answer instanceof PasswordAnswer.Granted;
    }

    private void note(Looked<User> looked, PasswordTry request, Instant now) {
        if (!looked.isRight()) {
            return;
        }
        User user = looked.owner().orElseThrow();
        boolean isRecent = user.times()
                .lastSignIn()
                .filter(last -> last.plus(GRAIN).isAfter(now))
                .isPresent();
        if (looked.code() == SignInCode.SUCCESS && !isRecent) {
            users.signedIn(user.id(), now);
        }
        passwords.upgrade(user, request.password(), request.client(), now);
    }
}
