package org.odklep.cli.view;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Table;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;

/** Outbound policies. */
public final class PolicyView {
    private static final SequencedMap<String, String> KINDS =
            new TreeMap<>(Map.of("accounts", "accounts", "domains", "accounts at", "groups", "members of"));

    private PolicyView() {}

    /** One line for each policy, in the order in which they are tried. */
    public static Table table(List<Entry> policies) {
        Table table = Table.of(">PRIORITY", "ID", "NAME", "MODE", "ACTION", "FOR");
        policies.forEach(each -> table.row(
                Long.toString(each.number("priority")),
                each.text("id"),
                each.text("displayName"),
                mode(each),
                each.text("actionWhenThresholdReached"),
                scope(each)));
        return table;
    }

    /** Everything that a policy says. */
    public static Page full(Page page, Entry policy) {
        page.line("Policy " + policy.text("displayName"))
                .field("id", policy.text("id"))
                .field("priority", policy.number("priority") + (policy.number("priority") == 0 ? ", tried first" : ""))
                .field("mode", mode(policy))
                .field("action", action(policy))
                .field("time zone", policy.text("timeZone"))
                .field("for", scope(policy));
        for (Limit limit : Limit.values()) {
            page.field(limit == Limit.values()[0] ? "limits" : "", limit(policy, limit));
        }
        policy.texts("warnings").forEach(warning -> page.field("warning", warning));
        return page;
    }

    private static String limit(Entry policy, Limit limit) {
        long value =
                policy.entry("limits").map(limits -> limits.number(limit.key())).orElse(0L);
        return value == 0 ? limit.words() + ": no limit" : value + " " + limit.words();
    }

    private static String mode(Entry policy) {
        return policy.flag("isEnabled") ? policy.text("mode") : "off";
    }

    private static String action(Entry policy) {
        String key = policy.text("actionWhenThresholdReached");
        return key
                + Action.byKey(key)
                        .map(action -> switch (action) {
                            case RESTRICT -> ": restrict until released";
                            case RESTRICT_FOR_TODAY -> ": restrict until midnight in the policy's time zone";
                            case ALERT -> ": record it and refuse nothing";
                        })
                        .orElse("");
    }

    private static String scope(Entry policy) {
        List<String> of = members(policy, "conditions");
        List<String> except = members(policy, "exceptions");
        return (of.isEmpty() ? "everybody" : of.size() == 1 ? of.getFirst() : "all of: " + String.join("; ", of))
                + (except.isEmpty() ? "" : "; except " + String.join(" or ", except));
    }

    /** The members of each kind that is named. */
    private static List<String> members(Entry policy, String key) {
        Entry members = policy.entry(key).orElse(policy);
        return KINDS.keySet().stream()
                .filter(kind -> !members.joined(kind).isEmpty())
                .map(kind -> KINDS.get(kind) + " " + members.joined(kind))
                .toList();
    }
}
