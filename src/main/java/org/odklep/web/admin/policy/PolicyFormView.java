package org.odklep.web.admin.policy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.web.admin.Field;
import org.odklep.web.admin.words.Words;

/**
 * The form of a policy, in finished words.
 *
 * @param revision empty for a new policy
 * @param exceptions empty for the default policy, and so are the conditions
 * @param wrong true when something is
 */
record PolicyFormView(
        boolean isDefault,
        String revision,
        Field name,
        boolean enabled,
        List<Choice> modes,
        @Nullable String modeProblem,
        List<Field> limits,
        List<Choice> actions,
        @Nullable String actionProblem,
        Field zone,
        List<Field> conditions,
        List<Field> exceptions,
        boolean wrong) {

    static PolicyFormView of(PolicyDraft draft, PolicyProblems problems, Words words) {
        return new PolicyFormView(
                draft.isDefault(),
                draft.revision(),
                field("displayName", words.say("policy.name"), words.say("policy.nameHelp"), draft, problems),
                draft.isEnabled(),
                List.of(mode("enforce", !draft.isShadow(), words), mode("shadow", draft.isShadow(), words)),
                problems.at("mode"),
                Arrays.stream(Limit.values())
                        .map(limit -> limit(limit, draft, problems, words))
                        .toList(),
                Arrays.stream(Action.values())
                        .map(action -> new Choice(
                                action.key(),
                                words.beginning(words.say("action." + action.key())),
                                words.say("actionHint." + action.key()),
                                draft.is(action)))
                        .toList(),
                problems.at("actionWhenThresholdReached"),
                field("timeZone", words.say("policies.zone"), words.say("policy.zoneHelp"), draft, problems),
                draft.isDefault() ? List.of() : members("conditions.", draft, problems, words),
                draft.isDefault() ? List.of() : members("exceptions.", draft, problems, words),
                !problems.isEmpty());
    }

    private static Choice mode(String key, boolean chosen, Words words) {
        return new Choice(key, words.say("policy.mode." + key), words.say("policy.modeHint." + key), chosen);
    }

    private static Field limit(Limit limit, PolicyDraft draft, PolicyProblems problems, Words words) {
        String key = "limits." + limit.key();
        return field(
                key,
                words.beginning(words.say("limit." + limit.key())),
                words.say("limitHelp." + limit.key(), limit.defaultValue()),
                draft,
                problems);
    }

    private static List<Field> members(String prefix, PolicyDraft draft, PolicyProblems problems, Words words) {
        return PolicyDraft.MEMBERS.stream()
                .map(kind -> field(
                        prefix + kind,
                        words.say("policy.members." + kind),
                        words.say("policy.membersHelp." + kind),
                        draft,
                        problems))
                .toList();
    }

    private static Field field(String key, String label, String help, PolicyDraft draft, PolicyProblems problems) {
        return Field.of(key, label, help, draft.value(key), problems.at(key));
    }
}
