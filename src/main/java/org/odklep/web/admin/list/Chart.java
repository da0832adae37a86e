package org.odklep.web.admin.list;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Columns over time: what the script draws, and the same as a table.
 *
 * @param timeHead of the column of times in the table
 * @param zone that times are shown in, as the browser knows it
 */
public record Chart(String title, String timeHead, String zone, List<Series> series, List<Row> rows) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What is counted.
     *
     * @param line whether it is drawn as a line, such as a limit; otherwise as columns
     */
    public record Series(String name, boolean line) {
        /** Columns. */
        public Series(String name) {
            this(name, false);
        }

        /** A line. */
        public static Series line(String name) {
            return new Series(name, true);
        }
    }

    /**
     * One stretch of time.
     *
     * @param from its beginning, in seconds since the epoch
     * @param time the same for readers
     * @param counts one for each series
     * @param values the same for readers
     */
    public record Row(long from, String time, List<Long> counts, List<String> values) {}

    /** What {@code odklep.js} draws. */
    public String json() {
        List<Long> times = rows.stream().map(Row::from).toList();
        Stream<List<Long>> columns = Stream.iterate(0, i -> i + 1)
                .limit(series.size())
                .map(i -> rows.stream().map(row -> row.counts().get(i)).toList());
        return JSON.writeValueAsString(new Drawn(
                zone,
                series.stream().map(Series::name).toList(),
                series.stream().map(Series::line).toList(),
                Stream.concat(Stream.of(times), columns).toList()));
    }

    private record Drawn(String zone, List<String> series, List<Boolean> lines, List<List<Long>> data) {}
}
