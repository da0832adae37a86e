package org.odklep.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.odklep.csv.CsvTable.Row;

/**
 * Reads and writes tables. Cells that begin with {@code = + - @}, a tabulator or a carriage return get an apostrophe in
 * front when they are written (OWASP, CSV Injection), and lose it when they are read.
 */
public final class CsvText {
    /** In characters: more is a quote that was not closed. */
    private static final int MAX_CELL = 65_536;

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final char GUARD = '\'';
    /** The last four are the same signs in full width, which some spreadsheets take for them. */
    private static final String DANGEROUS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setRecordSeparator("\r\n")
            .get();

    private CsvText() {}

    /**
     * The table that a text holds: a line of column names, then a line for each row; empty lines are passed over, and a line
     * that does not fit is a row with a fault, so that whoever reads on hears of all of them.
     *
     * @throws CsvException with the line and what to do, when it holds none
     */
    public static CsvTable read(Reader text) {
        List<String> columns = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser =
                CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            long line = 1;
            for (CSVRecord record : parser) {
                if (isEmpty(record)) {
                    // The library would pass over it too, but then lose count of the lines.
                } else if (columns.isEmpty()) {
                    columns.addAll(columns(record, line));
                } else {
                    rows.add(row(columns, record, line));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException | IOException | IllegalArgumentException | IllegalStateException e) {
            throw new CsvException(broken(e), e);
        }
        if (columns.isEmpty()) {
            throw new CsvException("line 1: the file is empty; its first line has to name the columns");
        }
        return new CsvTable(columns, rows);
    }

    /** Writes one line. */
    public static void write(Appendable out, List<String> cells) throws IOException {
        FORMAT.printRecord(out, cells.stream().map(CsvText::guarded).toArray());
    }

    private static List<String> columns(CSVRecord record, long line) {
        List<String> columns = new ArrayList<>();
        for (String cell : record) {
            String column = (cell.isEmpty() || cell.charAt(0) != BYTE_ORDER_MARK ? cell : cell.substring(1)).strip();
            if (columns.contains(column)) {
                throw new CsvException(
                        "line " + line + ": the column '" + column + "' stands there twice; leave one out");
            }
            columns.add(column);
        }
        return columns;
    }

    private static Row row(List<String> columns, CSVRecord record, long line) {
        if (record.size() != columns.size()) {
            return Row.broken(
                    line,
                    "it has " + record.size() + (record.size() == 1 ? " cell" : " cells")
                            + ", and the first line names " + columns.size()
                            + " columns; a cell with a comma in it has to stand in quotes");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (record.get(i).length() > MAX_CELL) {
                return Row.broken(
                        line,
                        "the " + columns.get(i) + " is longer than " + MAX_CELL
                                + " characters; a quote may be missing");
            }
            cells.put(columns.get(i), bare(record.get(i)));
        }
        return new Row(line, cells);
    }

    private static boolean isEmpty(CSVRecord record) {
        return record.size() == 1 && record.get(0).isEmpty();
    }

    private static String guarded(String cell) {
        return isDangerous(cell) ? GUARD + cell : cell;
    }

    private static String bare(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == GUARD && isDangerous(cell) ? cell.substring(1) : cell;
    }

    /** Apostrophes in front do not count, so that what is written can be told from what was there. */
    private static boolean isDangerous(String cell) {
        int first = 0;
        while (first < cell.length() && cell.charAt(first) == GUARD) {
            first++;
        }
        return first < cell.length() && DANGEROUS.indexOf(cell.charAt(first)) >= 0;
    }

    private static String broken(Throwable e) {
        return "the file is no table of comma-separated values: " + e.getMessage();
    }
}
