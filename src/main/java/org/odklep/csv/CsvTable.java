package org.odklep.csv;

import java.util.List;
import java.util.Map;

/**
 * A table as it was read.
 *
 * @param columns their names, in order, each once
 */
public record CsvTable(List<String> columns, List<Row> rows) {
    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * @param line where it begins, 1 for the first line of the file
     * @param cells by column, every column has one
     */
    public record Row(long line, Map<String, String> cells) {}
}
