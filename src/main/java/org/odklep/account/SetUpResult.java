package org.odklep.account;

import java.util.Set;

/** Outcome of making the first administrator. */
public sealed interface SetUpResult {
    record Created(Administrator administrator) implements SetUpResult {}

    record WrongCode() implements SetUpResult {}

    /** No code is taken any more: a restart prints a new one. */
    record TooManyWrongCodes() implements SetUpResult {}

    /** Somebody was first, here or on another node. */
    record AlreadySetUp() implements SetUpResult {}

    /** The code was right and still is: all that is wrong with the rest. */
    record Invalid(Set<Problem> problems) implements SetUpResult {
        public Invalid {
            problems = Set.copyOf(problems);
        }
    }

    /** Too many others are served at this moment: try again. */
    record Busy() implements SetUpResult {}

    enum Problem {
        NAME,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG
    }
}
