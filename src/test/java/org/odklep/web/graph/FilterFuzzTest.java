package org.odklep.web.graph;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
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
            case Term.Equal(String property, String value) -> property + " eq '" + value.replace("'", "''") + "'";
            case Term.Contains(String property, String value) ->
                "contains(" + property + ",'" + value.replace("'", "''") + "')";
        };
    }
}
