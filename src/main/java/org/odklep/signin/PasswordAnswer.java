package org.odklep.signin;

import org.odklep.user.User;

/** What came of a password. */
public sealed interface PasswordAnswer {
    /** It is right, and lets in. */
    record Granted(User user) implements PasswordAnswer {}

    /** It is right, and good for nothing but choosing another one. Where that cannot be done, this is a denial. */
    record MustChange(User user) implements PasswordAnswer {}

    /** @param code for the sign-in log; whoever tried is told the same whatever it is */
    record Denied(SignInCode code) implements PasswordAnswer {}

    /** Nobody looked at it, for too many others are waiting; it does not count. */
    record Busy() implements PasswordAnswer {}
}
