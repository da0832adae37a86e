package org.odklep.web.admin.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odklep.sending.Limits;
import org.odklep.sending.Problem;
import org.odklep.web.admin.words.Words;

/** What is wrong with a policy, in the reader's language, by the key of its field. */
final class PolicyProblems {
    static final PolicyProblems NONE = new PolicyProblems();

    private final Map<String, List<String>> byKey = new LinkedHashMap<>();

    private PolicyProblems() {}

    static PolicyProblems of(List<Problem> problems, Words words) {
        PolicyProblems all = new PolicyProblems();
        problems.forEach(problem -> all.byKey
                .computeIfAbsent(problem.key(), key -> new ArrayList<>())
                .add(say(problem, words)));
        return all;
    }

    /** What is wrong with the value of a field; null for nothing. */
    @Nullable
    String at(String key) {
        List<String> said = byKey.get(key);
        return said == null ? null : String.join(" ", said);
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    private static String say(Problem problem, Words words) {
        String key = problem.key();
        if (key.startsWith("limits.")) {
            return words.say("policy.problem.limit", Limits.MAX);
        }
        return switch (key) {
            case "displayName" ->
                problem.value().isEmpty()
                        ? words.say("policy.problem.name")
                        : words.say("policy.problem.taken", problem.value());
            case "conditions.accounts", "exceptions.accounts" -> words.say("policy.problem.account", problem.value());
            case "conditions.groups", "exceptions.groups" -> words.say("policy.problem.group", problem.value());
            case "conditions.domains", "exceptions.domains" -> words.say("policy.problem.domain", problem.value());
            case "timeZone" -> words.say("policy.problem.zone");
            default -> words.say("policy.problem.choice");
        };
    }
}
