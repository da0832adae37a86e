package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.odklep.account.Passwords;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.user.OwnPassword;
import org.odklep.user.PasswordChange;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.UserStore;

/**
 * The one way to try a password on the built-in directory: asks {@link SignIns} first, compares hashes in turn, those who
 * come from familiar places first, and tells {@link SignIns} what came of it. Nothing is remembered of a right password.
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
        SignInAttempt attempt = attempt(request, user);
        boolean familiar = signIns.isFamiliar(attempt, now);
        return switch (signIns.begin(attempt, familiar, now)) {
            case Admission.Refused refusal -> {
                times.delay(signIns.refused(attempt, refusal, familiar, now));
                hashes.verify(request.password(), Optional.empty(), request.caller(familiar));
                yield new PasswordAnswer.Denied(refusal.code());
            }
            case Admission.Admitted(Duration delay, boolean known) -> {
                times.delay(delay);
                PasswordAnswer answer = look(request, user, request.caller(known));
                if (answer instanceof PasswordAnswer.Granted(User owner) && awaited.test(owner)) {
                    signIns.cancelled(attempt, SignInCode.FACTOR_AWAITED, known, now);
                    passwords.upgrade(owner, request.password(), request.client(), now);
                    yield answer;
                }
                tell(attempt, answer, known, now);
                yield noted(request, answer, now);
            }
        };
    }

    /** The second factor was right too: now somebody has signed in. */
    void factorShown(User user, ClientAddress client, Instant now) {
        signIns.succeeded(webAttempt(user, client), now);
        users.signedIn(user.id(), now);
    }

    /** The second factor was wrong. */
    void factorFailed(User user, ClientAddress client, Instant now) {
        signIns.note(webAttempt(user, client), SignInCode.FACTOR_FAILED, now);
    }

    /** A user of the directory. */
    Optional<User> find(AccountName name) {
        return names.find(name);
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
        PasswordAnswer answer = look(request, user, caller.get());
        code(answer)
                .filter(code -> code != SignInCode.WRONG_PASSWORD)
                .ifPresent(code -> signIns.note(attempt, code, now));
        return noted(request, answer, now);
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
            signIns.succeeded(webAttempt(user, client), now);
            users.signedIn(done.user().id(), now);
        }
        return outcome;
    }

    /**
     * Has somebody whose password is looked at elsewhere wait as long as others do who come from there.
     *
     * @return notes in the sign-in log what came of it
     */
    Consumer<SignInCode> slow(AccountName name, ClientAddress client, ClientKind kind, Instant now) {
        SignInAttempt attempt = new SignInAttempt(name, client, kind, OptionalInt.empty());
        boolean familiar = signIns.isFamiliar(attempt, now);
        times.delay(signIns.delay(attempt, familiar, now));
        return code -> signIns.note(attempt, code, familiar, now);
    }

    private static SignInAttempt webAttempt(User user, ClientAddress client) {
        return new SignInAttempt(user.name(), client, ClientKind.WEB, OptionalInt.empty());
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

    private PasswordAnswer look(PasswordTry request, Optional<User> user, Passwords.Caller caller) {
        Optional<Boolean> right = hashes.verify(
                request.password(),
                user.filter(User::isEnabled).flatMap(known -> known.password().hash()),
                caller);
        if (right.isEmpty()) {
            return new PasswordAnswer.Busy();
        }
        if (user.isEmpty()) {
            return new PasswordAnswer.Denied(SignInCode.UNKNOWN_ACCOUNT);
        }
        return answer(user.get(), right.get());
    }

    /** What a password is worth now: while it waited for its turn, it may have been reset, or its owner blocked. */
    private PasswordAnswer answer(User seen, boolean right) {
        Optional<User> stored = right ? users.again(seen) : Optional.of(seen);
        if (stored.filter(User::isEnabled).isEmpty()) {
            return new PasswordAnswer.Denied(
                    stored.isEmpty() ? SignInCode.UNKNOWN_ACCOUNT : SignInCode.SIGN_IN_BLOCKED);
        }
        User user = stored.get();
        boolean same = user.password().changedAt().equals(seen.password().changedAt());
        if (!right || !same) {
            return new PasswordAnswer.Denied(SignInCode.WRONG_PASSWORD);
        }
        return user.password().mustChange() ? new PasswordAnswer.MustChange(user) : new PasswordAnswer.Granted(user);
    }

    private void tell(SignInAttempt attempt, PasswordAnswer answer, boolean familiar, Instant now) {
        switch (answer) {
            case PasswordAnswer.Granted(User user) -> signIns.succeeded(attempt, familiar, now);
            case PasswordAnswer.MustChange(User user) ->
                signIns.cancelled(attempt, SignInCode.PASSWORD_MUST_CHANGE, familiar, now);
            case PasswordAnswer.Denied(SignInCode code) -> {
                if (code == SignInCode.SIGN_IN_BLOCKED) {
                    signIns.cancelled(attempt, code, familiar, now);
                } else {
                    signIns.failed(attempt, code, familiar, now);
                }
            }
            case PasswordAnswer.Busy() -> signIns.cancelled(attempt, SignInCode.NOT_CHECKED, familiar, now);
        }
    }

    private static boolean letsIn(PasswordAnswer answer) {
        return answer instanceof PasswordAnswer.Granted;
    }

    private static Optional<SignInCode> code(PasswordAnswer answer) {
        return switch (answer) {
            case PasswordAnswer.Granted(User user) -> Optional.empty();
            case PasswordAnswer.MustChange(User user) -> Optional.of(SignInCode.PASSWORD_MUST_CHANGE);
            case PasswordAnswer.Denied(SignInCode code) -> Optional.of(code);
            case PasswordAnswer.Busy() -> Optional.of(SignInCode.NOT_CHECKED);
        };
    }

    private PasswordAnswer noted(PasswordTry request, PasswordAnswer answer, Instant now) {
        if (answer instanceof PasswordAnswer.Granted(User user)) {
            if (user.times()
                    .lastSignIn()
                    .filter(last -> last.plus(GRAIN).isAfter(now))
                    .isEmpty()) {
                users.signedIn(user.id(), now);
            }
            passwords.upgrade(user, request.password(), request.client(), now);
        }
        return answer;
    }
}
