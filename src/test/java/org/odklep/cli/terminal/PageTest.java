package org.odklep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final Times TIMES = new Times(ZoneId.of("Europe/Ljubljana"), Instant.parse("2026-11-22T11:00:00Z"));

    private final Page page = new Page(30, TIMES);

    @Test
    void linesAreBrokenBetweenWordsAndKeepTheirMargin() {
        page.line("one two three four five six seven eight")
                .item("one two three four five six seven")
                .field("label", "one two three four")
                .field("none", "");

        assertThat(page).hasToString("""
                one two three four five six
                seven eight
                  one two three four five six
                  seven
                  label       one two three
                              four
                """);
    }

    @Test
    void aLongWordIsNotTorn() {
        assertThat(page.line("a https://example.si/a/very/long/address b")).hasToString("""
                a
                https://example.si/a/very/long/address
                b
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b[2J", "a\nb", "a\rb", "\u202e", "\u200b", "\u2028", "\0", "\u009b", "\ud800", "\u2066"})
    void nothingThatSteersATerminalOrHidesReachesIt(String text) {
        assertThat(page.line(text)
                        .item(text)
                        .field("x", text)
                        .table(Table.of("A", "B").row(text, text))
                        .toString())
                .matches("[ -~\n]+")
                .contains("?");
    }

    @Test
    void lettersOfAllScriptsStay() {
        assertThat(page.line("Žiga 日本 🔒")).hasToString("Žiga 日本 🔒\n");
    }

    @Test
    void columnsAreAlignedAndOnlyTheLastGivesWay() {
        Table table = Table.of("NAME", ">COUNT", "WHY")
                .row("ana@example.si", "7", "one two three four five")
                .row("žiga", "1234", "six");

        assertThat(page.table(2, table)).hasToString("""
                  NAME            COUNT  WHY
                  ana@example.si      7  one two three four
                                         five
                  žiga             1234  six
                """);
    }

    @Test
    void aRowHasAValueForEachColumn() {
        assertThatThrownBy(() -> Table.of("A", "B").row("a")).hasMessage("1 values for 2 columns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-22T11:00:00Z     | 2026-11-22 12:00:00 +01:00 (2026-11-22T11:00:00Z), just now",
                "2026-11-22T10:59:59Z     | 2026-11-22 11:59:59 +01:00 (2026-11-22T10:59:59Z), 1 second ago",
                "2026-11-22T10:58:01Z     | 2026-11-22 11:58:01 +01:00 (2026-11-22T10:58:01Z), 119 seconds ago",
                "2026-11-22T09:01:00.5Z   | 2026-11-22 10:01:00 +01:00 (2026-11-22T09:01:00.500Z), 118 minutes ago",
                "2026-07-01T22:00:00Z     | 2026-07-02 00:00:00 +02:00 (2026-07-01T22:00:00Z), 143 days ago",
                "2026-11-22T23:00:00Z     | 2026-11-23 00:00:00 +01:00 (2026-11-22T23:00:00Z), in 12 hours"
            })
    void aTimeIsLocalExactAndRelative(Instant instant, String words) {
        assertThat(TIMES.full(instant)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0,''", "1,1 B", "999,999 B", "1000,1 kB", "48213,48 kB", "1500000,2 MB", "5000000000000,5000 GB"})
    void sizesAreShort(long bytes, String words) {
        assertThat(Words.size(bytes)).isEqualTo(words);
    }
}
