package org.odklep.csv;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table whose lines are read as they are asked for, once, so that none of it lies in memory.
 *
 * @param columns their names, in order, each once
 * @param rows end with a {@link CsvException} where the text is no table any more
 */
public record CsvTable(List<String> columns, Stream<Row> rows) {
    public CsvTable {
        columns = List.copyOf(columns);
    }

    /**
     * @param line where it begins, 1 for the first line of the file
     * @param cells by column, every column has one; none where there is a fault
     * @param fault why the line is no row of this table, and what to do
     */
    public record Row(long line, Map<String, String> cells, Optional<String> fault) {
        Row(long line, Map<String, String> cells) {
            this(line, cells, Optional.empty());
        }

        static Row broken(long line, String fault) {
            return new Row(line, Map.of(), Optional.of(fault));
        }
    }
}
