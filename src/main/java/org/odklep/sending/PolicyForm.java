package org.odklep.sending;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Text;

/**
 * Policies as documents of plain maps and lists: the form they have in the API, in policy files and in the store.
 * Reading one reports all of its problems at once, each with its key.
 */
public final class PolicyForm {
    private static final int MAX_NAME = 64;
    private static final Set<String> KEYS = Set.of(
            "id",
            "displayName",
            "isEnabled",
            "isDefault",
            "priority",
            "mode",
            "limits",
            "actionWhenThresholdReached",
            "timeZone",
            "conditions",
            "exceptions");

    private final Map<String, @Nullable Object> document;
    private final List<Problem> problems = new ArrayList<>();

    private PolicyForm(Map<?, ?> document) {
        this.document = keyed(document);
    }

    /**
     * A policy and its place, read from a document.
     *
     * @param base what stands for keys that the document leaves out
     */
    public static Reading read(Map<String, ?> document, OutboundPolicy base) {
        PolicyForm form = new PolicyForm(document);
        OutboundPolicy policy = form.policy(base);
        OptionalInt priority = form.priority();
        return form.problems.isEmpty() ? new Reading.Policy(policy, priority) : new Reading.Problems(form.problems);
    }

    /**
     * A policy that was stored by another version, as far as this one understands it: what it does not take is as in the
     * blank. A policy whose conditions are not understood might cover anybody, so it is switched off, unless it is the
     * default policy.
     */
    public static Salvage salvage(Map<?, ?> document, OutboundPolicy blank) {
        PolicyForm form = new PolicyForm(document);
        OutboundPolicy policy = form.policy(blank);
        boolean scopeIsKnown =
                form.problems.stream().noneMatch(problem -> problem.key().matches("(conditions|exceptions)(\\..*)?"));
        return new Salvage(scopeIsKnown || policy.isDefault() ? policy : policy.off(), form.problems);
    }

    /** What was read of a stored policy, and what was not understood. */
    public record Salvage(OutboundPolicy policy, List<Problem> problems) {
        public Salvage {
            problems = List.copyOf(problems);
        }
    }

    /** The document of a policy, with all keys. */
    public static Map<String, Object> write(OutboundPolicy policy, int priority) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", policy.id());
        document.put("displayName", policy.name());
        document.put("isDefault", policy.isDefault());
        document.put("isEnabled", policy.enabled());
        document.put("priority", priority);
        document.put("mode", policy.shadow() ? "shadow" : "enforce");
        document.put("actionWhenThresholdReached", policy.action().key());
        document.put("timeZone", policy.zone().getId());
        Map<String, Object> limits = new LinkedHashMap<>();
        policy.limits().asMap().forEach((limit, value) -> limits.put(limit.key(), value));
        document.put("limits", limits);
        document.put("conditions", write(policy.scope().of()));
        document.put("exceptions", write(policy.scope().except()));
        return document;
    }

    /** All values of a policy by their full keys, such as {@code limits.recipientsPerDay}. */
    static SequencedMap<String, Object> values(OutboundPolicy policy, int priority) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        write(policy, priority).forEach((key, value) -> {
            if (value instanceof Map<?, ?> members) {
                members.forEach((name, each) -> values.put(key + "." + name, String.valueOf(each)));
            } else {
                values.put(key, value);
            }
        });
        return values;
    }

    /** What was read. */
    public sealed interface Reading {
        /** @param priority the place asked for, 0 for the first; empty when the document does not say */
        record Policy(OutboundPolicy policy, OptionalInt priority) implements Reading {}

        record Problems(List<Problem> problems) implements Reading {
            public Problems {
                problems = List.copyOf(problems);
            }
        }
    }

    private static Map<String, Object> write(Scope.Members members) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("accounts", texts(members.accounts()));
        document.put("groups", texts(members.groups()));
        document.put("domains", texts(members.domains()));
        return document;
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private OutboundPolicy policy(OutboundPolicy base) {
        refuseUnknown("", document, KEYS);
        return new OutboundPolicy(
                base.id(),
                name(base),
                bool("isEnabled", base.enabled()),
                choice("mode", base.shadow(), PolicyForm::shadow, "enforce or shadow"),
                new Scope(
                        members("conditions", base.scope().of()),
                        members("exceptions", base.scope().except())),
                limits(base.limits()),
                choice(
                        "actionWhenThresholdReached",
                        base.action(),
                        Action::byKey,
                        "BlockUser, BlockUserForToday or Alert"),
                choice("timeZone", base.zone(), PolicyForm::zone, "a time zone such as Europe/Ljubljana"));
    }

    private String name(OutboundPolicy base) {
        Object value = document.get("displayName");
        if (value == null && !document.containsKey("displayName")) {
            return base.name();
        }
        if (value instanceof String text && !text.isBlank() && text.strip().length() <= MAX_NAME && isVisible(text)) {
            return text.strip();
        }
        problem("displayName", "must be a text of 1 to " + MAX_NAME + " characters on one line");
        return base.name();
    }

    private static boolean isVisible(String text) {
        return !Text.hasInvisible(text);
    }

    private OptionalInt priority() {
        Object value = document.get("priority");
        if (value == null) {
            return OptionalInt.empty();
        }
        OptionalInt number = wholeNumber(value);
        if (number.isEmpty() || number.getAsInt() < 0) {
            problem("priority", "must be a whole number, 0 for the highest priority");
        }
        return number;
    }

    private Limits limits(Limits base) {
        Map<Limit, Integer> values = new EnumMap<>(base.asMap());
        map("limits", document.get("limits")).forEach((key, value) -> {
            Optional<Limit> limit = Limit.byKey(key);
            OptionalInt number = wholeNumber(value);
            if (limit.isEmpty()) {
                problem("limits." + key, "is not a limit; there are " + limitKeys());
            } else if (number.isEmpty() || number.getAsInt() < 0 || number.getAsInt() > Limits.MAX) {
                problem("limits." + key, "must be a whole number from 0 (no limit) to " + Limits.MAX);
            } else {
                values.put(limit.get(), number.getAsInt());
            }
        });
        return new Limits(values);
    }

    private static String limitKeys() {
        return String.join(
                ", ", Limits.DEFAULT.asMap().keySet().stream().map(Limit::key).toList());
    }

    private Scope.Members members(String key, Scope.Members base) {
        Map<String, @Nullable Object> value = map(key, document.get(key));
        refuseUnknown(key + ".", value, Set.of("accounts", "groups", "domains"));
        return new Scope.Members(
                set(key + ".accounts", value.get("accounts"), base.accounts(), AccountName::parse, "an account name"),
                set(key + ".groups", value.get("groups"), base.groups(), PolicyForm::group, "a group name"),
                set(key + ".domains", value.get("domains"), base.domains(), MailDomain::parse, "a mail domain"));
    }

    private <T> Set<T> set(
            String key, @Nullable Object value, Set<T> base, Function<String, Optional<T>> parse, String what) {
        if (value == null) {
            return base;
        }
        if (!(value instanceof List<?> list)) {
            problem(key, "must be a list");
            return base;
        }
        Set<T> set = new LinkedHashSet<>();
        for (Object each : list) {
            Optional<T> parsed = each instanceof String text ? parse.apply(text) : Optional.empty();
            parsed.ifPresentOrElse(
                    set::add,
                    () -> problems.add(new Problem(key, "'" + each + "' is not " + what, String.valueOf(each))));
        }
        return set;
    }

    private boolean bool(String key, boolean base) {
        Object value = document.get(key);
        if (value != null && !(value instanceof Boolean)) {
            problem(key, "must be true or false");
        }
        return value instanceof Boolean flag ? flag : base;
    }

    private <T> T choice(String key, T base, Function<String, Optional<T>> parse, String what) {
        Object value = document.get(key);
        if (value == null) {
            return base;
        }
        Optional<T> parsed = value instanceof String text ? parse.apply(text) : Optional.empty();
        if (parsed.isEmpty()) {
            problem(key, "must be " + what);
        }
        return parsed.orElse(base);
    }

    private Map<String, @Nullable Object> map(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> given) {
            return keyed(given);
        }
        if (value != null) {
            problem(key, "must be an object");
        }
        return Map.of();
    }

    /** With keys of text: those of YAML may be numbers or nothing, which then are keys that no policy has. */
    private static Map<String, @Nullable Object> keyed(Map<?, ?> given) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        given.forEach((name, each) -> map.put(String.valueOf(name), each));
        return map;
    }

    private void refuseUnknown(String prefix, Map<String, ?> map, Set<String> known) {
        for (String key : map.keySet()) {
            if (!known.contains(key) && !key.startsWith("@odata.")) {
                problem(
                        prefix + key,
                        "is not a key of a policy; there are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private static Optional<Boolean> shadow(String text) {
        return switch (text) {
            case "shadow" -> Optional.of(true);
            case "enforce" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> group(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return !name.isEmpty() && isVisible(name) ? Optional.of(name) : Optional.empty();
    }

    private static OptionalInt wholeNumber(@Nullable Object value) {
        return value instanceof Integer || (value instanceof Long number && number == number.intValue())
                ? OptionalInt.of(((Number) value).intValue())
                : OptionalInt.empty();
    }

    private void problem(String key, String message) {
        problems.add(new Problem(key, message));
    }
}
