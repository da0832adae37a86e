package org.odklep.web.admin.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.Problem;
import org.odklep.sending.Scope;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Words;

/**
 * An outbound policy, in finished words.
 *
 * @param revision what a change has to name
 * @param mode whether it is in force, in shadow or off
 * @param zone whose midnight ends a restriction; null where none ends then
 * @param scope whom it is for, a line for each condition
 * @param doubts what is hardly meant
 * @param up the place above, null for the first policy; {@code down} likewise
 */
record PolicyRow(
        String id,
        String revision,
        String name,
        int place,
        String priority,
        Mode mode,
        String modeWords,
        String action,
        @Nullable String zone,
        List<String> scope,
        List<String> limits,
        List<String> doubts,
        boolean isDefault,
        boolean enabled,
        @Nullable Integer up,
        @Nullable Integer down) {

    static PolicyRow of(OutboundPolicy policy, OutboundPolicies all, Words words) {
        int place = all.priorityOf(policy);
        int last = all.all().size() - 2;
        Mode mode = mode(policy);
        return new PolicyRow(
                policy.id(),
                policy.revision(),
                RestrictionWords.policy(policy.name(), words),
                place,
                policy.isDefault() ? words.say("policies.last") : words.number(place),
                mode,
                words.say("mode." + mode),
                words.beginning(words.say("action." + policy.action().key())),
                policy.action() == Action.RESTRICT_FOR_TODAY ? policy.zone().getId() : null,
                scope(policy.scope(), words),
                Arrays.stream(Limit.values())
                        .map(limit -> limit(limit, policy.limits().of(limit), words))
                        .toList(),
                all.doubts(policy).stream().map(doubt -> doubt(doubt, words)).toList(),
                policy.isDefault(),
                policy.enabled(),
                policy.isDefault() || place == 0 ? null : place - 1,
                policy.isDefault() || place >= last ? null : place + 1);
    }

    private static final String LIMITS = "limits.";

    enum Mode {
        ON,
        SHADOW,
        OFF
    }

    private static Mode mode(OutboundPolicy policy) {
        if (!policy.enabled()) {
            return Mode.OFF;
        }
        return policy.shadow() ? Mode.SHADOW : Mode.ON;
    }

    private static String limit(Limit limit, int value, Words words) {
        return words.say(
                "policies.limit",
                words.beginning(words.say("limit." + limit.key())),
                value == 0 ? words.say("limit.none") : words.number(value));
    }

    private static String doubt(Problem doubt, Words words) {
        return doubt.key().startsWith(LIMITS)
                ? words.say(
                        "policies.doubtHour", words.say("limit." + doubt.key().substring(LIMITS.length())))
                : words.say("policies.doubt", doubt.value());
    }

    private static List<String> scope(Scope scope, Words words) {
        List<String> lines = new ArrayList<>();
        add(lines, "scope.accounts", scope.of().accounts(), words);
        add(lines, "scope.groups", scope.of().groups(), words);
        add(lines, "scope.domains", scope.of().domains(), words);
        if (lines.isEmpty()) {
            lines.add(words.beginning(words.say("scope.everybody")));
        }
        add(lines, "scope.exceptAccounts", scope.except().accounts(), words);
        add(lines, "scope.exceptGroups", scope.except().groups(), words);
        add(lines, "scope.exceptDomains", scope.except().domains(), words);
        return lines;
    }

    private static void add(List<String> lines, String key, Collection<?> values, Words words) {
        if (!values.isEmpty()) {
            lines.add(words.beginning(words.say(
                    key,
                    String.join(
                            ", ", values.stream().map(Object::toString).sorted().toList()))));
        }
    }
}
