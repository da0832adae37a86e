package org.odklep.web.graph;

import static org.assertj.core.api.Assertions.assertThat;

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
                "name eq 'x",
                "name eq 'x'y'",
                "name eq 'x'and a eq 'b'",
                "name eq 'x' and",
                "name eq 'x' and and a eq 'b'",
                "name eq 'x' AND a eq 'b'",
                "name eq 'x' and name eq 'x'",
                "contains(name)",
                "contains(name,'x'",
                "not name eq 'x'"
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
