package org.odklep.signin;

import org.odklep.kernel.Secret;

/** What came of a sign-in on the sign-in page. */
public sealed interface WebAnswer {
    /** @param secret of the new session, for the browser only */
    record Opened(Secret secret) implements WebAnswer {}

    /** The password is right, and the user has no role that has pages. */
    record NoRole() implements WebAnswer {}

    /** Unknown, wrong, locked, blocked or too often: nobody is told which. */
    record Denied() implements WebAnswer {}

    /** Too many others are signing in. */
    record Busy() implements WebAnswer {}
}
