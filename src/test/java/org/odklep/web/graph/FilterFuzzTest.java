package org.odklep.web.graph;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.odklep.web.graph.Filter.Term;

/** Any text is a filter, which reads back as itself, or none. */
class FilterFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void anyTextIsAFilterOrNone(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Optional<List<Term>> terms = Filter.parse(text);
        if (terms.isPresent()) {
            String written = terms.get().stream().map(FilterFuzzTest::write).collect(Collectors.joining(" and "));
            if (written.length() <= Filter.MAX_LENGTH && !Filter.parse(written).equals(terms)) {
                throw new AssertionError(text + " reads back as " + Filter.parse(written));
            }
        }
    }

    private static String write(Term term) {
        return switch (term) {
            case Term.Equal(String property, String value) -> property + " eq " + quoted(value);
            case Term.Is(String property, String literal) -> property + " eq " + literal;
            case Term.Contains(String property, String value) -> "contains(" + property + "," + quoted(value) + ")";
            case Term.EndsWith(String property, String value) -> "endswith(" + property + "," + quoted(value) + ")";
            case Term.StartsWith(List<String> properties, String value) ->
                properties.stream()
                        .map(property -> "startswith(" + property + "," + quoted(value) + ")")
                        .collect(Collectors.joining(" or ", "(", ")"));
            case Term.Time(String property, String operator, Instant instant) ->
                property + " " + operator + " " + instant;
            case Term.Day(String property, String operator, LocalDate day) -> property + " " + operator + " " + day;
            case Term.Any(String property, String value) -> property + "/any(x:x eq " + quoted(value) + ")";
        };
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
