package org.odklep.web.api.user;

import java.util.List;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.sending.Problem;
import org.odklep.user.PasswordChange;
import org.odklep.user.PasswordProblem;
import org.odklep.user.User;
import org.odklep.user.UserChange;
import org.odklep.user.UserCreation;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.GraphError;

/** What came of a change: the answer, or the error that says what to do. */
final class Outcomes {
    static final String NAME = "userPrincipalName";
    static final String PASSWORD = "passwordProfile.password";

    private Outcomes() {}

    /** The user as it is now. */
    static User user(UserChange outcome) {
        return switch (outcome) {
            case UserChange.Changed(User user) -> user;
            case UserChange.Unchanged(User user) -> user;
            case UserChange.NotFound() -> throw GraphError.notFound("The user was removed meanwhile.");
            case UserChange.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
            case UserChange.OwnAccount() ->
                throw GraphError.of(
                        ErrorKind.CONFLICT, "Nobody does this to the own account: ask another administrator.");
            case UserChange.LastAdministrator() ->
                throw GraphError.of(
                        ErrorKind.CONFLICT,
                        "This is the last global administrator: make another one first, or nobody could undo this.");
            case UserChange.NameTaken(AccountName name) -> throw taken(name);
            case UserChange.Conflict() ->
                throw GraphError.of(
                        ErrorKind.RESOURCE_MODIFIED,
                        "Somebody else changed this user at the same moment: read it again and repeat.");
        };
    }

    /** @param key where the password stands in the request */
    static PasswordChange.Done done(PasswordChange outcome, String key) {
        return switch (outcome) {
            case PasswordChange.Done done -> done;
            case PasswordChange.PasswordRefused(List<PasswordProblem> problems) -> throw refused(problems, key);
            case PasswordChange.WrongPassword() ->
                throw new IllegalStateException("an administrator is not asked for the present password");
            case PasswordChange.Busy() -> throw busy();
            case PasswordChange.NotDone(UserChange why) ->
                throw new IllegalStateException("nothing came of a reset: " + user(why));
        };
    }

    static UserCreation.Created created(UserCreation outcome) {
        return switch (outcome) {
            case UserCreation.Created created -> created;
            case UserCreation.NameTaken(AccountName name) -> throw taken(name);
            case UserCreation.PasswordRefused(List<PasswordProblem> problems) -> throw refused(problems, PASSWORD);
            case UserCreation.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
            case UserCreation.Busy() -> throw busy();
        };
    }

    static GraphError busy() {
        return GraphError.of(
                        ErrorKind.SERVICE_NOT_AVAILABLE,
                        "Too many passwords are hashed at this moment, nothing was changed: try again.")
                .withHeader("Retry-After", "5");
    }

    private static GraphError taken(AccountName name) {
        return GraphError.invalid(
                NAME,
                "'" + name
                        + "' belongs to another user, or to an administrator who signs in on the same page; a name belongs to one");
    }

    private static GraphError refused(List<PasswordProblem> problems, String key) {
        return GraphError.invalid(problems.stream()
                .map(problem -> new Problem(key, problem.words()))
                .toList());
    }
}
