package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a password may be looked at. Clients are told the same whatever it is. */
public sealed interface Admission {
    /**
     * @param delay how long to wait before looking, to make guessing across accounts expensive
     * @param familiar whether the account signed in from there before
     */
    record Admitted(Duration delay, boolean familiar) implements Admission {}

    /**
     * @param until when the next attempt may be admitted; {@link Instant#MAX} when only an administrator changes it
     * @param counts what was read of the account's wrong passwords, if anything was
     */
    record Refused(SignInCode code, Instant until, Optional<LockoutState> counts) implements Admission {
        Refused(SignInCode code, Instant until) {
            this(code, until, Optional.empty());
        }
    }
}
