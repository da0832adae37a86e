package org.odklep.organisation;

import java.util.List;
import java.util.Set;
import org.odklep.account.Administrator;
import org.odklep.setting.SettingProblem;

/** Outcome of setting an installation up. */
public sealed interface SetUpResult {
    record Created(Administrator administrator) implements SetUpResult {}

    record WrongCode() implements SetUpResult {}

    /** No code is taken any more: a restart prints a new one. */
    record TooManyWrongCodes() implements SetUpResult {}

    /** Somebody was first, here or on another node. */
    record AlreadySetUp() implements SetUpResult {}

    /** The code was right and still is: all that is wrong with the administrator and with the organisation. */
    record Invalid(Set<Problem> problems, List<SettingProblem> organisation) implements SetUpResult {
        public Invalid {
            problems = Set.copyOf(problems);
            organisation = List.copyOf(organisation);
        }
    }

    /** Too many others are served at this moment: try again. */
    record Busy() implements SetUpResult {}

    /** What can be wrong with the administrator. */
    enum Problem {
        NAME,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        /** The rules for passwords say why. */
        PASSWORD_WEAK,
        PASSWORDS_DIFFER
    }
}
