package org.odklep.web.graph;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.odklep.sending.Problem;

/** The query options of a list, each at most once. */
public final class ListOptions {
    public static final String COUNT = "$count";
    public static final String FILTER = "$filter";
    public static final String ORDER_BY = "$orderby";
    public static final String SEARCH = "$search";
    public static final String SELECT = "$select";
    public static final String SKIP_TOKEN = "$skiptoken";
    public static final String TOP = "$top";

    public static final int DEFAULT_TOP = 100;
    public static final int MAX_TOP = 999;

    private final Map<String, String> options;

    private ListOptions(Map<String, String> options) {
        this.options = options;
    }

    /**
     * The options of a request.
     *
     * @param supported the ones that this list has
     * @throws GraphError for any other, and for one that is there twice
     */
    public static ListOptions of(HttpServletRequest request, String... supported) {
        List<String> known = List.of(supported);
        List<Problem> problems = new ArrayList<>();
        Map<String, String> options = new TreeMap<>();
        parameters(request).forEach((name, values) -> {
            if (!known.contains(name)) {
                problems.add(new Problem(name, "is not an option of this list; " + there(known)));
            } else if (values.length > 1) {
                problems.add(new Problem(name, "may stand once only"));
            }
            options.put(name, values[0]);
        });
        if (!problems.isEmpty()) {
            throw GraphError.invalid(problems);
        }
        return new ListOptions(options);
    }

    /** How many rows a page may have. */
    public int top() {
        String text = options.getOrDefault(TOP, Integer.toString(DEFAULT_TOP));
        int top = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (top < 1) {
            throw GraphError.invalid(TOP, "must be a whole number from 1 to " + MAX_TOP);
        }
        return top;
    }

    /** Whether the number of all rows is asked for. */
    public boolean count() {
        return switch (options.getOrDefault(COUNT, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw GraphError.invalid(COUNT, "must be true or false");
        };
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /**
     * What the list is filtered by.
     *
     * @param example of a filter that this list understands
     */
    public List<Filter.Term> filter(String example) {
        return value(FILTER)
                .map(text -> Filter.parse(text).orElseThrow(() -> badFilter(example)))
                .orElse(List.of());
    }

    /** The value that the filter asks a property to have, where a filter can ask for nothing else. */
    public Optional<String> equalTo(String property, String example) {
        List<Filter.Term> terms = filter(example);
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        if (terms.size() == 1
                && terms.getFirst() instanceof Filter.Term.Equal(String name, String value)
                && name.equals(property)) {
            return Optional.of(value);
        }
        throw badFilter(example);
    }

    public static GraphError badFilter(String example) {
        return GraphError.invalid(FILTER, "is not understood; write it like this: " + example);
    }

    /** The query that reads on after a page. */
    String next(String skipToken) {
        Map<String, String> next = new TreeMap<>(options);
        next.put(SKIP_TOKEN, skipToken);
        return String.join(
                "&",
                next.entrySet().stream()
                        .map(option ->
                                option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                        .toList());
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException e) {
            throw GraphError.of(ErrorKind.INVALID_REQUEST, "The query is not encoded as UTF-8 in percents.");
        }
    }

    private static String there(List<String> known) {
        return known.isEmpty() ? "it has none" : "there are " + String.join(", ", known);
    }
}
