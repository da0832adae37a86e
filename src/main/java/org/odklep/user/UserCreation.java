package org.odklep.user;

import java.util.List;
import java.util.Optional;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;

/** Outcome of adding a user. */
public sealed interface UserCreation {
    /** @param made the automatic password, if it is one; this is the only time that it is known */
    record Created(User user, Optional<Secret> made) implements UserCreation {}

    record NameTaken(AccountName name) implements UserCreation {}

    record PasswordRefused(List<PasswordProblem> problems) implements UserCreation {
        public PasswordRefused {
            problems = List.copyOf(problems);
        }
    }

    record NotAllowed(Role needed) implements UserCreation {}

    /** Too many passwords are hashed at this moment: try again. */
    record Busy() implements UserCreation {}
}
