package org.odklep.web.admin;

import java.util.List;
import org.odklep.user.PasswordProblem;
import org.odklep.web.admin.words.Words;

/** Why a password that somebody chose is refused. */
public final class PasswordWords {
    private PasswordWords() {}

    /** A sentence for each problem. */
    public static List<String> say(List<PasswordProblem> problems, Words words) {
        return problems.stream().map(problem -> say(problem, words)).toList();
    }

    private static String say(PasswordProblem problem, Words words) {
        return switch (problem) {
            case PasswordProblem.TooShort(int least) -> words.say("password.short", least);
            case PasswordProblem.TooLong(int most) -> words.say("password.long", most);
            case PasswordProblem.Banned(String term) -> words.say("password.banned", term);
            case PasswordProblem.HoldsName(String part) -> words.say("password.name", part);
            case PasswordProblem.TooFewPoints(int points, int needed) -> words.count("password.points", points, needed);
            case PasswordProblem.TooEasy easy -> words.say("password.easy");
            case PasswordProblem.SameAsBefore() -> words.say("password.same");
        };
    }
}
