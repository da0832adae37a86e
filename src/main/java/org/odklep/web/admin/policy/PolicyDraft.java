package org.odklep.web.admin.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyForm;
import org.odklep.sending.Scope;

/**
 * What stands in the form of a policy: texts by the keys of {@link PolicyForm}, as somebody typed them, so that nothing is lost
 * when some of it is wrong.
 *
 * @param revision of the policy that the form shows; empty for a new one
 */
record PolicyDraft(boolean isDefault, String revision, Map<String, String> values) {
    static final List<String> MEMBERS = List.of("accounts", "groups", "domains");

    private static final String NAME = "displayName";
    private static final String ENABLED = "isEnabled";
    private static final String MODE = "mode";
    private static final String ACTION = "actionWhenThresholdReached";
    private static final String ZONE = "timeZone";
    private static final Pattern BETWEEN = Pattern.compile("[\\r\\n,;]+");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    /** The form of a policy as it is. */
    static PolicyDraft of(OutboundPolicy policy) {
        Map<String, String> values = new TreeMap<>();
        values.put(NAME, policy.name());
        values.put(ENABLED, policy.enabled() ? "true" : "");
        values.put(MODE, policy.shadow() ? "shadow" : "enforce");
        values.put(ACTION, policy.action().key());
        values.put(ZONE, policy.zone().getId());
        policy.limits().asMap().forEach((limit, value) -> values.put("limits." + limit.key(), value.toString()));
        put(values, "conditions.", policy.scope().of());
        put(values, "exceptions.", policy.scope().except());
        return new PolicyDraft(policy.isDefault(), policy.revision(), values);
    }

    /** The form as it was sent. */
    static PolicyDraft typed(Map<String, String> fields, boolean isDefault) {
        return new PolicyDraft(isDefault, fields.getOrDefault("revision", ""), fields);
    }

    String value(String key) {
        return values.getOrDefault(key, "");
    }

    boolean isEnabled() {
        return !value(ENABLED).isEmpty();
    }

    boolean is(Action action) {
        return value(ACTION).equals(action.key());
    }

    boolean isShadow() {
        return value(MODE).equals("shadow");
    }

    /** The same, as another version of the policy that it is to replace. */
    PolicyDraft over(String otherRevision) {
        return new PolicyDraft(isDefault, otherRevision, values);
    }

    /** The same, with another name for the default policy where it has the first: each language has its own for it. */
    PolicyDraft renamed(String from, String to) {
        if (!isDefault || !value(NAME).strip().equals(from)) {
            return this;
        }
        Map<String, String> renamed = new TreeMap<>(values);
        renamed.put(NAME, to);
        return new PolicyDraft(isDefault, revision, renamed);
    }

    /** The document that the form asks for. The default policy has no scope and no switch. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(NAME, value(NAME));
        document.put(MODE, value(MODE));
        document.put(ACTION, value(ACTION));
        document.put(ZONE, value(ZONE).strip());
        Map<String, Object> limits = new LinkedHashMap<>();
        for (Limit limit : Limit.values()) {
            limits.put(limit.key(), number(value("limits." + limit.key())));
        }
        document.put("limits", limits);
        if (!isDefault) {
            document.put(ENABLED, isEnabled());
            document.put("conditions", members("conditions."));
            document.put("exceptions", members("exceptions."));
        }
        return document;
    }

    /** A number where it is one; everything else is for the domain to refuse. */
    private static Object number(String text) {
        String bare = text.strip();
        return WHOLE.matcher(bare).matches() ? (Object) Integer.valueOf(bare) : bare;
    }

    private Map<String, Object> members(String prefix) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String kind : MEMBERS) {
            members.put(kind, lines(value(prefix + kind)));
        }
        return members;
    }

    /** What stands on lines of its own, or between commas. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : BETWEEN.split(text, -1)) {
            if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    private static void put(Map<String, String> values, String prefix, Scope.Members members) {
        values.put(prefix + "accounts", text(members.accounts()));
        values.put(prefix + "groups", text(members.groups()));
        values.put(prefix + "domains", text(members.domains()));
    }

    private static String text(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
    }
}
