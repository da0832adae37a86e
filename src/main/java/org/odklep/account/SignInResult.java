package org.odklep.account;

import java.time.Duration;

/** Outcome of an administrator's sign-in. */
public sealed interface SignInResult {
    record Granted(Administrator administrator) implements SignInResult {}

    /** Name or password is wrong; which of them is not said. */
    record Denied() implements SignInResult {}

    /** Too many wrong passwords for this name from this place: not before the delay is over. */
    record TooMany(Duration delay) implements SignInResult {}

    /** Too many others sign in at this moment: nothing was checked. */
    record Busy() implements SignInResult {}
}
