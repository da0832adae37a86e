package org.odklep.web.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.kernel.Days;

/**
 * The part of OData's {@code $filter} that lists understand (OData 4.01, URL conventions, 5.1.1).
 *
 * <pre>
 * filter   = part *( 1*SP "and" 1*SP part ) / starts
 * part     = term / "(" starts ")"
 * starts   = start *( 1*SP "or" 1*SP start )       ; all of one string
 * term     = property 1*SP "eq" 1*SP ( string / "true" / "false" / "null" )
 *          / ( "contains" / "endswith" ) "(" property "," string ")" / start
 *          / property 1*SP ( "ge" / "le" ) 1*SP ( instant / day )
 *          / property "/any(" name ":" name 1*SP "eq" 1*SP string ")"
 * start    = "startswith(" property "," string ")"
 * property = name *( "/" name )
 * string   = "'" *( char / "''" ) "'"            ; '' stands for one '
 * </pre>
 *
 * At most {@link #MAX_LENGTH} characters, and each term at most once.
 */
public final class Filter {
    public static final int MAX_LENGTH = 1000;

    private static final String PROPERTY = "(\\w+(?:/\\w+)*+)";
    private static final String STRING = "'((?:[^']|'')*+)'";
    private static final Pattern EQUAL = Pattern.compile("\\s*" + PROPERTY + "\\s+eq\\s+" + STRING);
    private static final Pattern IS = Pattern.compile("\\s*" + PROPERTY + "\\s+eq\\s+(true|false|null)\\b");
    private static final Pattern TIME =
            Pattern.compile("\\s*" + PROPERTY + "\\s+(ge|le)\\s+([0-9T:.-]{10,29}Z)(?!\\w)");
    private static final Pattern DAY = Pattern.compile("\\s*" + PROPERTY + "\\s+(ge|le)\\s+([0-9-]{10})(?![\\w:.-])");
    private static final Pattern FUNCTION =
            Pattern.compile("\\s*(contains|startswith|endswith)\\(\\s*" + PROPERTY + "\\s*,\\s*" + STRING + "\\s*\\)");
    private static final Pattern ANY =
            Pattern.compile("\\s*(\\w+)/any\\(\\s*(?<each>\\w+)\\s*:\\s*\\k<each>\\s+eq\\s+" + STRING + "\\s*\\)");
    private static final Pattern AND = Pattern.compile("\\s+and\\s+(?=\\S)");
    private static final Pattern OR = Pattern.compile("\\s+or\\s+(?=\\S)");
    private static final Pattern OPEN = Pattern.compile("\\s*\\((?=\\s*\\S)");
    private static final Pattern CLOSE = Pattern.compile("\\s*\\)");

    private final String text;
    private final List<Term> terms = new ArrayList<>();
    private int position;

    private Filter(String text) {
        this.text = text;
    }

    /** What a property has to be. */
    public sealed interface Term {
        record Equal(String property, String value) implements Term {}

        /** @param literal {@code true}, {@code false} or {@code null} */
        record Is(String property, String literal) implements Term {}

        /**
         * Not before an instant, or not after it.
         *
         * @param operator {@code ge} or {@code le}
         */
        record Time(String property, String operator, Instant instant) implements Term {}

        /**
         * Not before the beginning of a day, or not after its end.
         *
         * @param operator {@code ge} or {@code le}
         */
        record Day(String property, String operator, LocalDate day) implements Term {}

        record Contains(String property, String value) implements Term {}

        /** @param properties one of which has to begin with the value */
        record StartsWith(List<String> properties, String value) implements Term {
            public StartsWith {
                properties = List.copyOf(properties);
            }
        }

        record EndsWith(String property, String value) implements Term {}

        /** One of several values. */
        record Any(String property, String value) implements Term {}
    }

    /** The terms of a filter; empty when the text does not fit the grammar. */
    public static Optional<List<Term>> parse(String text) {
        Filter filter = new Filter(text);
        return text.length() <= MAX_LENGTH && filter.read() ? Optional.of(filter.terms) : Optional.empty();
    }

    private boolean read() {
        boolean understood = part();
        if (understood && take(OR).isPresent()) {
            understood = alternative();
        } else {
            while (understood && take(AND).isPresent()) {
                understood = part();
            }
        }
        return understood
                && text.substring(position).isBlank()
                && terms.stream().distinct().count() == terms.size();
    }

    private boolean part() {
        if (take(OPEN).isEmpty()) {
            return term();
        }
        boolean understood = term() && terms.getLast() instanceof Term.StartsWith;
        if (understood && take(OR).isPresent()) {
            understood = alternative();
        }
        return understood && take(CLOSE).isPresent();
    }

    /** Joins what follows an "or" to the term before it: both are beginnings with one value. */
    private boolean alternative() {
        do {
            if (!term()
                    || !(terms.removeLast() instanceof Term.StartsWith right)
                    || !(terms.removeLast() instanceof Term.StartsWith left)
                    || !left.value().equals(right.value())) {
                return false;
            }
            List<String> properties = new ArrayList<>(left.properties());
            properties.addAll(right.properties());
            terms.add(new Term.StartsWith(properties, left.value()));
        } while (take(OR).isPresent());
        return true;
    }

    private boolean term() {
        Optional<Term> term = take(EQUAL)
                .<Term>map(found -> new Term.Equal(found.group(1), unquoted(found.group(2))))
                .or(() -> take(IS).map(found -> new Term.Is(found.group(1), found.group(2))))
                .or(this::time)
                .or(this::day)
                .or(() -> take(FUNCTION).map(Filter::function))
                .or(() -> take(ANY).map(found -> new Term.Any(found.group(1), unquoted(found.group(3)))));
        term.ifPresent(terms::add);
        return term.isPresent();
    }

    private Optional<Term> time() {
        try {
            return take(TIME)
                    .map(found -> new Term.Time(found.group(1), found.group(2), Instant.parse(found.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Term> day() {
        return take(DAY)
                .flatMap(found ->
                        Days.parse(found.group(3)).map(day -> new Term.Day(found.group(1), found.group(2), day)));
    }

    private Optional<MatchResult> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        position = matcher.end();
        return Optional.of(matcher.toMatchResult());
    }

    private static Term function(MatchResult found) {
        String property = found.group(2);
        String value = unquoted(found.group(3));
        return switch (found.group(1)) {
            case "contains" -> new Term.Contains(property, value);
            case "endswith" -> new Term.EndsWith(property, value);
            default -> new Term.StartsWith(List.of(property), value);
        };
    }

    private static String unquoted(String text) {
        return text.replace("''", "'");
    }
}
