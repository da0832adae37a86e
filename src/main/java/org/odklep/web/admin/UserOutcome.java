package org.odklep.web.admin;

import java.util.List;
import org.odklep.account.Role;
import org.odklep.user.User;
import org.odklep.user.UserChange;
import org.odklep.web.admin.words.Words;
import org.springframework.web.servlet.ModelAndView;

/**
 * What became of one of several users.
 *
 * @param done false when it was refused
 * @param text what was done, or why not and what to do
 */
record UserOutcome(String name, String displayName, boolean done, String text) {
    static UserOutcome of(User user, boolean done, String text) {
        return new UserOutcome(user.name().value(), user.displayName(), done, text);
    }

    /** @param done the key of what is said when it was done */
    static UserOutcome of(User user, UserChange outcome, String done, Words words) {
        boolean good = outcome instanceof UserChange.Changed || outcome instanceof UserChange.Unchanged;
        return of(user, good, say(outcome, done, words));
    }

    static String say(UserChange outcome, String done, Words words) {
        return switch (outcome) {
            case UserChange.Changed(User user) -> words.say(done);
            case UserChange.Unchanged(User user) -> words.say("user.done.nothing");
            case UserChange.NotFound() -> words.say("bulk.gone");
            case UserChange.NotAllowed(Role needed) -> words.say("bulk.needs", words.say("role." + needed.key()));
            case UserChange.OwnAccount() -> words.say("user.problem.own");
            case UserChange.LastAdministrator() -> words.say("user.problem.last");
            case UserChange.NameTaken taken -> throw new IllegalStateException(taken.toString());
            case UserChange.Conflict() -> words.say("user.problem.conflict");
        };
    }

    /** The page that tells of all of them, those first for whom it was not done. */
    static ModelAndView page(String heading, List<UserOutcome> outcomes, UserSearch search, Words words) {
        long done = outcomes.stream().filter(UserOutcome::done).count();
        return new ModelAndView("users-done")
                .addObject("heading", heading)
                .addObject("summary", words.count("bulk.done", done))
                .addObject(
                        "refused", done == outcomes.size() ? null : words.count("bulk.refused", outcomes.size() - done))
                .addObject(
                        "outcomes",
                        outcomes.stream()
                                .sorted((one, other) -> Boolean.compare(one.done, other.done))
                                .toList())
                .addObject("back", search.address());
    }
}
