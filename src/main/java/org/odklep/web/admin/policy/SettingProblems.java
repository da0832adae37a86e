package org.odklep.web.admin.policy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.setting.SettingProblem;

/** What is wrong with settings, by the name of each. */
public record SettingProblems(List<SettingProblem> problems, Function<SettingProblem, String> words) {
    /** How many are told of one field: a list of a thousand lines may hold as many. */
    private static final int MOST = 10;

    public static final SettingProblems NONE = new SettingProblems(List.of(), problem -> "");

    /** What is said beside the field of a name; null for nothing. */
    public @Nullable String at(String name) {
        String said = problems.stream()
                .filter(problem -> problem.name().equals(name))
                .limit(MOST)
                .map(words)
                .collect(Collectors.joining(" "));
        return said.isEmpty() ? null : said;
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }
}
