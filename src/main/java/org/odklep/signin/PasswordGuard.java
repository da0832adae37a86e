package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.odklep.account.Passwords;

/**
 * What stands around every look at a password, whoever it belongs to: {@link SignIns} is asked before and told after, and
 * whoever is refused waits as long as whoever is wrong, for a hash and for the same reads and writes.
 */
record PasswordGuard(SignIns signIns, Passwords hashes, AnswerTimes times) {
    /** What a look came to, and whom it was about, if there is somebody. */
    record Looked<T>(SignInCode code, Optional<T> owner) {
        boolean isRight() {
            return code == SignInCode.SUCCESS || code == SignInCode.FACTOR_AWAITED;
        }

        /** The same, where an owner whose password is right may have to show a second factor. */
        Looked<T> awaiting(Predicate<T> factor) {
            return code == SignInCode.SUCCESS && owner.filter(factor).isPresent()
                    ? new Looked<>(SignInCode.FACTOR_AWAITED, owner)
                    : this;
        }
    }

    /** @param look compares one hash, when the turn of the caller comes */
    <T> Looked<T> look(
            SignInAttempt attempt, PasswordTry request, Function<Passwords.Caller, Looked<T>> look, Instant now) {
        boolean familiar = signIns.isFamiliar(attempt, now);
        return switch (signIns.begin(attempt, familiar, now)) {
            case Admission.Refused refusal -> {
                times.delay(signIns.refused(attempt, refusal, familiar, now));
                hashes.verify(request.password(), Optional.empty(), request.caller(familiar));
                yield new Looked<>(refusal.code(), Optional.empty());
            }
            case Admission.Admitted(Duration delay, boolean known) -> {
                times.delay(delay);
                Looked<T> looked = look.apply(request.caller(known));
                tell(attempt, looked.code(), known, now);
                yield looked;
            }
        };
    }

    private void tell(SignInAttempt attempt, SignInCode code, boolean familiar, Instant now) {
        switch (code) {
            case SUCCESS -> signIns.succeeded(attempt, familiar, now);
            case WRONG_PASSWORD, UNKNOWN_ACCOUNT -> signIns.failed(attempt, code, familiar, now);
            default -> signIns.cancelled(attempt, code, familiar, now);
        }
    }
}
