package org.odklep.web.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.web.graph.Filter.Term;

class FilterTest {
    @Test
    void termsAreReadInTheirOrder() {
        assertThat(Filter.parse("  status  eq 'all'  and contains( senderAddress , 'ana' ) "))
                .contains(List.of(new Term.Equal("status", "all"), new Term.Contains("senderAddress", "ana")));
    }

    @Test
    void truthValuesFunctionsAndPathsAreRead() {
        assertThat(Filter.parse("accountEnabled eq false and a/b eq null and c/any(x:x eq 'd') and endswith(e,'f')"))
                .contains(List.of(
                        new Term.Is("accountEnabled", "false"),
                        new Term.Is("a/b", "null"),
                        new Term.Any("c", "d"),
                        new Term.EndsWith("e", "f")));
    }

    @Test
    void timesAreInstantsOrDays() {
        assertThat(Filter.parse("a ge 2026-01-31 and a le 2026-02-01T00:00:00Z and b le 9999-12-31"))
                .contains(List.of(
                        new Term.Day("a", "ge", LocalDate.parse("2026-01-31")),
                        new Term.Time("a", "le", Instant.parse("2026-02-01T00:00:00Z")),
                        new Term.Day("b", "le", LocalDate.parse("9999-12-31"))));
    }

    @Test
    void beginningsWithOneValueMayBeAlternatives() {
        Term.StartsWith either = new Term.StartsWith(List.of("a", "b"), "x");

        assertThat(Filter.parse("startswith(a,'x') or startswith(b,'x')")).contains(List.of(either));
        assertThat(Filter.parse("c eq true and (startswith(a,'x') or startswith(b,'x'))"))
                .contains(List.of(new Term.Is("c", "true"), either));
    }

    @Test
    void aDoubledQuoteIsOneQuote() {
        assertThat(Filter.parse("name eq 'O''Brien'''")).contains(List.of(new Term.Equal("name", "O'Brien'")));
        assertThat(Filter.parse("name eq ''")).contains(List.of(new Term.Equal("name", "")));
        assertThat(Filter.parse("name eq ' and contains(x,''y'')'"))
                .contains(List.of(new Term.Equal("name", " and contains(x,'y')")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name eq",
                "name eq x",
                "name ge 2026-02-30",
                "name ge 2026-01-31Z",
                "name ge 2026-1-31",
                "name ge 2026-01-31T00:00",
                "name eq 'x",
                "name eq 'x'y'",
                "name eq 'x'and a eq 'b'",
                "name eq 'x' and",
                "name eq 'x' and and a eq 'b'",
                "name eq 'x' AND a eq 'b'",
                "name eq 'x' and name eq 'x'",
                "contains(name)",
                "contains(name,'x'",
                "not name eq 'x'",
                "name eq truehearted",
                "a/any(x:y eq 'b')",
                "startswith(a,'x') or startswith(b,'y')",
                "startswith(a,'x') or b eq 'x'",
                "c eq true and startswith(a,'x') or startswith(b,'x')",
                "startswith(a,'x') and c eq true or startswith(b,'x')",
                "(startswith(a,'x')",
                "(a eq 'x')"
            })
    void whatDoesNotFitTheGrammarIsNoFilter(String text) {
        assertThat(Filter.parse(text)).isEmpty();
    }

    @Test
    void aFilterHasALimitedLength() {
        String value = "x".repeat(Filter.MAX_LENGTH - "a eq ''".length());

        assertThat(Filter.parse("a eq '" + value + "'")).isPresent();
        assertThat(Filter.parse("a eq '" + value + "x'")).isEmpty();
        assertThat(Filter.parse("a eq '" + "''".repeat(490) + "'")).isPresent();
    }
}
