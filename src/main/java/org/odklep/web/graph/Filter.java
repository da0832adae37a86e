package org.odklep.web.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of OData's {@code $filter} that lists understand (OData 4.01, URL conventions, 5.1.1).
 *
 * <pre>
 * filter = term *( 1*SP "and" 1*SP term )
 * term   = property 1*SP "eq" 1*SP string / "contains(" property "," string ")"
 * string = "'" *( char / "''" ) "'"            ; '' stands for one '
 * </pre>
 *
 * At most {@link #MAX_LENGTH} characters, and each term at most once.
 */
public final class Filter {
    public static final int MAX_LENGTH = 1000;

    private static final String STRING = "'((?:[^']|'')*+)'";
    private static final Pattern TERM = Pattern.compile(
            "\\s*(?:(?<eq>\\w+)\\s+eq\\s+" + STRING + "|contains\\(\\s*(?<in>\\w+)\\s*,\\s*" + STRING + "\\s*\\))");
    private static final Pattern AND = Pattern.compile("\\s+and\\s+(?=\\S)");

    private final List<Term> terms = new ArrayList<>();

    private Filter() {}

    /** What a property has to be. */
    public sealed interface Term {
        record Equal(String property, String value) implements Term {}

        record Contains(String property, String value) implements Term {}
    }

    /** The terms of a filter; empty when the text does not fit the grammar. */
    public static Optional<List<Term>> parse(String text) {
        Filter filter = new Filter();
        return text.length() <= MAX_LENGTH && filter.read(text) ? Optional.of(filter.terms) : Optional.empty();
    }

    private boolean read(String text) {
        Matcher term = TERM.matcher(text);
        Matcher and = AND.matcher(text);
        int position = 0;
        while (term.region(position, text.length()).lookingAt()) {
            terms.add(term(term));
            position = term.end();
            if (text.substring(position).isBlank()) {
                return terms.stream().distinct().count() == terms.size();
            }
            if (!and.region(position, text.length()).lookingAt()) {
                return false;
            }
            position = and.end();
        }
        return false;
    }

    private static Term term(Matcher matcher) {
        String property = matcher.group("eq");
        return property == null
                ? new Term.Contains(matcher.group("in"), unquoted(matcher.group(4)))
                : new Term.Equal(property, unquoted(matcher.group(2)));
    }

    private static String unquoted(String text) {
        return text.replace("''", "'");
    }
}
