package org.odklep.web.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.odklep.sending.Problem;

/** Takes values out of a body and gathers everything that is wrong with them, so that one answer tells all of it. */
public final class Form {
    private static final String ANNOTATION = "@odata.";

    private final Map<String, Object> members;
    private final String prefix;
    private final List<Problem> problems;

    /** @param keys the keys that there are; any other in the body is a problem, unless it is an annotation of OData */
    public Form(Body body, String... keys) {
        this(body.members(), "", new ArrayList<>(), List.of(keys));
    }

    private Form(Map<String, Object> members, String prefix, List<Problem> problems, List<String> known) {
        this.members = members;
        this.prefix = prefix;
        this.problems = problems;
        for (String key : members.keySet()) {
            if (!known.contains(key) && !key.startsWith(ANNOTATION)) {
                refuse(key, "is not a key here; there are " + String.join(", ", known));
            }
        }
    }

    /** Whether a key stands there, be its value null. */
    public boolean has(String key) {
        return members.containsKey(key);
    }

    /**
     * A value that has to be there; empty when it is wrong, which {@link #check} tells.
     *
     * @param parse throws {@link IllegalArgumentException} with a message for the user
     */
    public <T> Optional<T> needed(String key, Function<String, T> parse) {
        if (members.get(key) == null) {
            refuse(key, "is needed");
        }
        return optional(key, parse);
    }

    /** A value that may be left out or null. */
    public <T> Optional<T> optional(String key, Function<String, T> parse) {
        return value(key, String.class, "a text").flatMap(text -> parsed(key, text, parse));
    }

    /** A truth value that may be left out or null. */
    public Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /** Texts that may be left out or null, then there are none. */
    public <T> List<T> many(String key, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        for (Object each : value(key, List.class, "a list of texts").orElse(List.of())) {
            if (each instanceof String text) {
                parsed(key, text, parse).ifPresent(values::add);
            } else {
                refuse(key, "must be a list of texts");
            }
        }
        return values;
    }

    /** An object with any keys, that may be left out or null. */
    public Optional<Map<String, Object>> object(String key) {
        return value(key, Map.class, "an object").map(Form::members);
    }

    /** Objects within this one, that may be left out or null, then there are none. */
    public List<Form> each(String key, String... keys) {
        List<Form> forms = new ArrayList<>();
        for (Object each : value(key, List.class, "a list of objects").orElse(List.of())) {
            if (each instanceof Map<?, ?> object) {
                String place = prefix + key + "[" + forms.size() + "].";
                forms.add(new Form(members(object), place, problems, List.of(keys)));
            } else {
                refuse(key, "must be a list of objects");
            }
        }
        return forms;
    }

    private static Map<String, Object> members(Map<?, ?> object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }

    /** An object within this one, that may be left out or null; what is wrong with it is told together with the rest. */
    public Optional<Form> inner(String key, String... keys) {
        return object(key).map(inside -> new Form(inside, prefix + key + ".", problems, List.of(keys)));
    }

    /** Notes that something is wrong with a value. */
    public void refuse(String key, String message) {
        problems.add(new Problem(prefix + key, message));
    }

    /**
     * Ends the reading.
     *
     * @throws GraphError when anything was wrong; what {@link #needed} gave is there otherwise
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw GraphError.invalid(problems);
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String what) {
        Object value = members.get(key);
        if (value != null && !type.isInstance(value)) {
            refuse(key, "must be " + what);
            return Optional.empty();
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    private <T> Optional<T> parsed(String key, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            refuse(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
