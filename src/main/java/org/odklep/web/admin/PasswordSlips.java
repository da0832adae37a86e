package org.odklep.web.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.Secret;
import org.odklep.user.PasswordChange;
import org.odklep.user.PasswordProblem;
import org.odklep.user.User;
import org.odklep.user.UserChange;
import org.odklep.web.admin.words.Words;
import org.springframework.web.servlet.ModelAndView;

/**
 * What became of users whose passwords were to be reset.
 *
 * @param made a slip for each who has a new one
 * @param refused those who have not, each with the reason
 * @param rest those for whom there was no time
 */
record PasswordSlips(List<Slip> made, List<UserOutcome> refused, List<ChosenUsers.Chosen> rest) {
    /**
     * What somebody is handed.
     *
     * @param password null for one that the administrator chose, who knows it
     */
    record Slip(String name, String displayName, @Nullable String password) {
        static Slip of(User user, Optional<Secret> made) {
            return new Slip(
                    user.name().value(),
                    user.displayName(),
                    made.map(Secret::reveal).orElse(null));
        }

        /** Shows no password. */
        @Override
        public String toString() {
            return "Slip[" + name + "]";
        }
    }

    /** @param outcomes by the ids of the users; who is missing there is the rest */
    static PasswordSlips of(List<User> users, Map<String, PasswordChange> outcomes, Words words) {
        PasswordSlips slips = new PasswordSlips(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (User user : users) {
            PasswordChange outcome = outcomes.get(user.id());
            if (outcome == null) {
                slips.rest.add(ChosenUsers.Chosen.of(user));
            } else {
                slips.add(user, outcome, words);
            }
        }
        return slips;
    }

    private void add(User user, PasswordChange outcome, Words words) {
        switch (outcome) {
            case PasswordChange.Done(User reset, Optional<Secret> secret) -> made.add(Slip.of(reset, secret));
            case PasswordChange.NotDone(UserChange.Conflict conflict) ->
                refused.add(UserOutcome.of(user, false, words.say("reset.problem.since")));
            case PasswordChange.NotDone(UserChange why) ->
                refused.add(UserOutcome.of(user, why, "user.done.password", words));
            case PasswordChange.PasswordRefused(List<PasswordProblem> problems) ->
                refused.add(UserOutcome.of(user, false, String.join(" ", PasswordWords.say(problems, words))));
            case PasswordChange.Busy() -> rest.add(ChosenUsers.Chosen.of(user));
            case PasswordChange.WrongPassword wrong -> throw new IllegalStateException(wrong.toString());
        }
    }

    /** Why nobody has a new password. */
    String whyNot(Words words) {
        return refused.isEmpty()
                ? words.say("user.problem.busy")
                : refused.stream().map(UserOutcome::text).distinct().collect(Collectors.joining(" "));
    }

    /** The page that shows them, once. @param back the page to go on to */
    ModelAndView page(String back, Words words) {
        return new ModelAndView("password-made")
                .addObject("heading", words.count("reset.made", made.size()))
                .addObject("slips", made)
                .addObject("shown", made.stream().anyMatch(slip -> slip.password() != null))
                .addObject("refused", refused)
                .addObject("rest", rest)
                .addObject("restText", rest.isEmpty() ? null : words.count("reset.rest", rest.size()))
                .addObject("back", back);
    }
}
