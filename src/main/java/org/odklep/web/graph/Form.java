package org.odklep.web.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.odklep.sending.Problem;

/** Takes values out of a body and gathers everything that is wrong with them, so that one answer tells all of it. */
public final class Form {
    private final Body body;
    private final List<Problem> problems = new ArrayList<>();

    /** @param keys the keys that there are; any other in the body is a problem */
    public Form(Body body, String... keys) {
        this.body = body;
        List<String> known = Arrays.asList(keys);
        for (String key : body.members().keySet()) {
            if (!known.contains(key)) {
                problem(key, "is not a key here; there are " + String.join(", ", known));
            }
        }
    }

    /**
     * A value that has to be there; empty when it is wrong, which {@link #check} tells.
     *
     * @param parse throws {@link IllegalArgumentException} with a message for the user
     */
    public <T> Optional<T> needed(String key, Function<String, T> parse) {
        if (body.members().get(key) == null) {
            problem(key, "is needed");
        }
        return optional(key, parse);
    }

    /** A value that may be left out or null. */
    public <T> Optional<T> optional(String key, Function<String, T> parse) {
        Object value = body.members().get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            problem(key, "must be a text");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
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

    private void problem(String key, String message) {
        problems.add(new Problem(key, message));
    }
}
