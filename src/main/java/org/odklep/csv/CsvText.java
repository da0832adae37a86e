package org.odklep.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * Reads and writes tables. Cells that begin with {@code = + - @}, a tabulator or a carriage return get an apostrophe in
 * front when they are written (OWASP, CSV Injection), and lose it when they are read.
 */
public final class CsvText {
    private static final char GUARD = '\'';
    /** The last four are the same signs in full width, which some spreadsheets take for them. */
    private static final String DANGEROUS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setRecordSeparator("\r\n")
            .get();

    private CsvText() {}

    /**
     * The table that a text holds: a line of column names, which is read at once, then a line for each row; empty lines are
     * passed over, and a line that does not fit is a row with a fault, so that whoever reads on hears of all of them.
     *
     * @throws CsvException with the line and what to do, when it holds none; so do the rows, later on
     */
    public static CsvTable read(Reader text) {
        return new CsvLines(text).table();
    }

    /** Writes one line. */
    public static void write(Appendable out, List<String> cells) throws IOException {
        FORMAT.printRecord(out, cells.stream().map(CsvText::guarded).toArray());
    }

    private static String guarded(String cell) {
        return isDangerous(cell) ? GUARD + cell : cell;
    }

    /** A cell as it was before it was written. */
    static String bare(String cell) {
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
}
