package org.odklep.user;

import java.util.List;
import java.util.Optional;
import org.odklep.kernel.Secret;

/** Outcome of giving a user a new password. */
public sealed interface PasswordChange {
    /** @param made the automatic password, if it is one; this is the only time that it is known */
    record Done(User user, Optional<Secret> made) implements PasswordChange {}

    record PasswordRefused(List<PasswordProblem> problems) implements PasswordChange {
        public PasswordRefused {
            problems = List.copyOf(problems);
        }
    }

    /** The present password is wrong, or the account has none, or is blocked: which is not said. */
    record WrongPassword() implements PasswordChange {}

    /** Too many passwords are hashed at this moment: try again. */
    record Busy() implements PasswordChange {}

    /** Nothing was changed, for a reason that has nothing to do with the password. */
    record NotDone(UserChange why) implements PasswordChange {}
}
