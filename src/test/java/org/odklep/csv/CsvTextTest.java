package org.odklep.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTextTest {
    @Test
    void cellsMayHoldCommasQuotesAndLineBreaks() {
        CsvTable table = CsvText.read(new StringReader("\ufeffname, note \r\nana,\"a, \"\"b\"\"\r\nc\"\r\n\r\nbor,\n"));

        assertThat(table.columns()).containsExactly("name", "note");
        assertThat(table.rows())
                .containsExactly(
                        new CsvTable.Row(2, Map.of("name", "ana", "note", "a, \"b\"\r\nc")),
                        new CsvTable.Row(5, Map.of("name", "bor", "note", "")));
    }

    @Test
    void whatASpreadsheetTakesForAFormulaIsNoneAndComesBack() throws IOException {
        List<String> cells = List.of(
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@sum(a1)",
                "\tx",
                "\rx",
                "\uff1d1",
                "'=1",
                "''+1",
                "'plain",
                "a=b",
                "");
        StringBuilder text = new StringBuilder();
        CsvText.write(text, List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"));
        CsvText.write(text, cells);

        assertThat(text.toString())
                .contains("'=cmd", "'+1", "'-1", "'@sum", "'\tx", "'\rx", "'\uff1d1", "''=1", "'''+1");
        assertThat(read(text.toString()).getFirst().cells().values()).containsExactlyElementsOf(cells);
    }

    @Test
    void anErrorSaysWhereAndWhatToDo() {
        assertThatThrownBy(() -> read("")).isInstanceOf(CsvException.class).hasMessageContaining("line 1");
        assertThatThrownBy(() -> read("a,a\n"))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining("'a' stands there twice");
        assertThatThrownBy(() -> read("a,b\n\"1,2\n3,4\n"))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining("no table");
    }

    @Test
    void aLineThatDoesNotFitIsSaidBesideTheOthers() {
        List<CsvTable.Row> rows = read("a,b\n1,2\n\n1,2,3\n4\n\"" + "x".repeat(70_000) + "\",5\n6,7\n");
        assertThat(rows).extracting(CsvTable.Row::line).containsExactly(2L, 4L, 5L, 6L, 7L);
        assertThat(rows).extracting(row -> row.fault().isPresent()).containsExactly(false, true, true, true, false);
        assertThat(rows.get(1).fault().orElseThrow()).contains("it has 3 cells", "names 2 columns", "in quotes");
        assertThat(rows.get(2).fault().orElseThrow()).contains("it has 1 cell,");
        assertThat(rows.get(3).fault().orElseThrow()).contains("the a is longer", "a quote may be missing");
    }

    @Test
    void whateverIsWrittenIsReadBack() throws IOException {
        List<String> hostile = List.of("\"", "\"\"", ",", "\n", "\r\n", " a ", "'", "\ud83d\udd13", "č;š", "'''");
        StringBuilder text = new StringBuilder();
        CsvText.write(text, List.of("first", "second"));
        List<List<String>> rows = new ArrayList<>();
        for (String one : hostile) {
            for (String other : hostile) {
                rows.add(List.of(one, other));
                CsvText.write(text, List.of(one, other));
            }
        }
        assertThat(read(text.toString()).stream()
                        .map(row -> List.copyOf(row.cells().values()))
                        .toList())
                .isEqualTo(rows);
    }

    @Test
    void linesAreReadAsTheyAreAskedFor() {
        CsvTable table = CsvText.read(new Endless("a,b\n", "1,2\n"));
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows().limit(3)).extracting(CsvTable.Row::line).containsExactly(2L, 3L, 4L);
    }

    @Test
    void aLineHasAnEnd() {
        for (String[] text : new String[][] {{"", "x"}, {"", "x,"}, {"a\n", "x"}, {"a\n\"", "\n"}, {"a\n", ",,"}}) {
            assertThatThrownBy(() ->
                            CsvText.read(new Endless(text[0], text[1])).rows().count())
                    .as(List.of(text).toString())
                    .isInstanceOf(CsvException.class)
                    .hasMessageContaining("longer than 1048576 characters; a quote may be missing");
        }
    }

    @Test
    void manyColumnsAreToldApartAtOnce() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            names.append(Integer.toString(i, 36)).append(',');
        }
        assertThat(assertTimeout(Duration.ofSeconds(5), () -> CsvText.read(new StringReader(names.toString())))
                        .columns())
                .hasSize(200_001);
    }

    private static List<CsvTable.Row> read(String text) {
        return CsvText.read(new StringReader(text)).rows().toList();
    }

    /** A beginning, and then the same again and again. */
    private static final class Endless extends Reader {
        private final String beginning;
        private final String then;
        private int at;

        Endless(String beginning, String then) {
            this.beginning = beginning;
            this.then = then;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            for (int i = 0; i < length; i++, at++) {
                buffer[offset + i] = at < beginning.length()
                        ? beginning.charAt(at)
                        : then.charAt((at - beginning.length()) % then.length());
            }
            return length;
        }

        @Override
        public void close() {}
    }
}
