package org.odklep.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.odklep.csv.CsvTable.Row;

/** Reads the lines of one text, one after the other. */
final class CsvLines extends AbstractSpliterator<Row> {
    /** In characters: more is a quote that was not closed. */
    private static final int MAX_CELL = 65_536;
    /** In characters too: a line is held in memory. */
    private static final int MAX_LINE = 16 * MAX_CELL;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final LineReader text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private long line = 1;

    /** Reads as far as the names of the columns. */
    CsvLines(Reader reader) {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.text = new LineReader(reader, MAX_LINE);
        this.parser = told(() ->
                CSVParser.builder().setReader(text).setFormat(CsvText.FORMAT).get());
        this.records = parser.iterator();
        this.columns = next(CsvLines::columns)
                .orElseThrow(
                        () -> new CsvException("line 1: the file is empty; its first line has to name the columns"));
    }

    CsvTable table() {
        return new CsvTable(columns, StreamSupport.stream(this, false));
    }

    @Override
    public boolean tryAdvance(Consumer<? super Row> action) {
        Optional<Row> row = next(this::row);
        row.ifPresent(action);
        return row.isPresent();
    }

    /** The next line that is not empty. */
    private <T> Optional<T> next(Use<T> use) {
        while (true) {
            long begin = line;
            Optional<CSVRecord> record = told(this::record);
            line = parser.getCurrentLineNumber() + 1;
            if (record.isEmpty()) {
                return Optional.empty();
            }
            // The library would pass over empty lines too, but then lose count of them.
            if (!isEmpty(record.get())) {
                return Optional.of(use.of(record.get(), begin));
            }
        }
    }

    private Optional<CSVRecord> record() {
        text.lineBegins();
        return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    }

    private interface Use<T> {
        T of(CSVRecord record, long line);
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private <T> T told(Reading<T> reading) {
        try {
            return reading.get();
        } catch (UncheckedIOException e) {
            throw broken(Objects.requireNonNull(e.getCause()));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw broken(e);
        }
    }

    private CsvException broken(Exception e) {
        return new CsvException(
                e instanceof LineReader.TooLong
                        ? "line " + line + ": it is longer than " + MAX_LINE + " characters; a quote may be missing"
                        : "the file is no table of comma-separated values: " + e.getMessage(),
                e);
    }

    private static List<String> columns(CSVRecord record, long line) {
        Set<String> columns = new LinkedHashSet<>();
        for (String cell : record) {
            String column = (cell.isEmpty() || cell.charAt(0) != BYTE_ORDER_MARK ? cell : cell.substring(1)).strip();
            if (!columns.add(column)) {
                throw new CsvException(
                        "line " + line + ": the column '" + column + "' stands there twice; leave one out");
            }
        }
        return List.copyOf(columns);
    }

    private Row row(CSVRecord record, long begin) {
        if (record.size() != columns.size()) {
            return Row.broken(
                    begin,
                    "it has " + record.size() + (record.size() == 1 ? " cell" : " cells")
                            + ", and the first line names " + columns.size()
                            + " columns; a cell with a comma in it has to stand in quotes");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (record.get(i).length() > MAX_CELL) {
                return Row.broken(
                        begin,
                        "the " + columns.get(i) + " is longer than " + MAX_CELL
                                + " characters; a quote may be missing");
            }
            cells.put(columns.get(i), CsvText.bare(record.get(i)));
        }
        return new Row(begin, cells);
    }

    private static boolean isEmpty(CSVRecord record) {
        return record.size() == 1 && record.get(0).isEmpty();
    }
}
