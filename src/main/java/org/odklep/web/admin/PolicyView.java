package org.odklep.web.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.Scope;
import org.odklep.web.admin.words.Words;

/**
 * An outbound policy, in finished words.
 *
 * @param mode whether it is in force, in shadow or off
 * @param scope whom it is for, a line for each condition
 */
record PolicyView(
        String id,
        String name,
        String priority,
        Mode mode,
        String modeWords,
        String action,
        String zone,
        List<String> scope,
        List<Value> limits) {

    static PolicyView of(OutboundPolicy policy, int priority, Words words) {
        Mode mode = mode(policy);
        return new PolicyView(
                policy.id(),
                policy.name(),
                words.number(priority),
                mode,
                words.say("mode." + mode),
                words.say("action." + policy.action().key()),
                policy.zone().getId(),
                scope(policy.scope(), words),
                Arrays.stream(Limit.values())
                        .map(limit -> new Value(
                                words.say("limit." + limit.key()),
                                limit(policy.limits().of(limit), words)))
                        .toList());
    }

    /** A limit and its value. */
    record Value(String name, String value) {}

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

    private static String limit(int value, Words words) {
        return value == 0 ? words.say("limit.none") : words.number(value);
    }

    private static List<String> scope(Scope scope, Words words) {
        List<String> lines = new ArrayList<>();
        add(lines, "scope.accounts", scope.of().accounts(), words);
        add(lines, "scope.groups", scope.of().groups(), words);
        add(lines, "scope.domains", scope.of().domains(), words);
        if (lines.isEmpty()) {
            lines.add(words.say("scope.everybody"));
        }
        add(lines, "scope.exceptAccounts", scope.except().accounts(), words);
        add(lines, "scope.exceptGroups", scope.except().groups(), words);
        add(lines, "scope.exceptDomains", scope.except().domains(), words);
        return lines;
    }

    private static void add(List<String> lines, String key, Collection<?> values, Words words) {
        if (!values.isEmpty()) {
            lines.add(words.say(
                    key,
                    String.join(
                            ", ", values.stream().map(Object::toString).sorted().toList())));
        }
    }
}
