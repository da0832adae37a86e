package org.odklep.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns. Only the last column is broken into lines, so that names stay whole and can be copied. */
public final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 20;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    /** @param columns left-aligned ones by their title, right-aligned ones by {@code ">"} and the title */
    public static Table of(String... columns) {
        return new Table(Arrays.stream(columns).map(Column::of).toList());
    }

    /** @param values one for each column */
    public Table row(String... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        rows.add(Arrays.stream(values).map(Page::clean).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table on lines of at most {@code width} characters where the last column can give way. */
    List<String> lines(int width) {
        List<List<String>> all = new ArrayList<>();
        all.add(columns.stream().map(Column::title).toList());
        all.addAll(rows);
        int[] widths = new int[columns.size()];
        all.forEach(row -> widen(widths, row));
        int last = columns.size() - 1;
        int before = Arrays.stream(widths, 0, last).map(each -> each + GAP).sum();
        widths[last] = Math.min(widths[last], Math.max(NARROWEST, width - before));
        List<String> lines = new ArrayList<>();
        all.forEach(row -> lines.addAll(set(row, widths, before)));
        return lines;
    }

    private static void widen(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            String value = row.get(i);
            widths[i] = Math.max(widths[i], value.codePointCount(0, value.length()));
        }
    }

    private List<String> set(List<String> row, int[] widths, int before) {
        StringBuilder start = new StringBuilder();
        int last = columns.size() - 1;
        for (int i = 0; i < last; i++) {
            start.append(columns.get(i).align(row.get(i), widths[i])).append(" ".repeat(GAP));
        }
        List<String> lines = new ArrayList<>();
        for (String part : Page.wrap(row.get(last), widths[last])) {
            String margin = lines.isEmpty() ? start.toString() : " ".repeat(before);
            lines.add(margin + columns.get(last).align(part, widths[last]));
        }
        return lines;
    }

    private record Column(String title, boolean right) {
        static Column of(String text) {
            return text.startsWith(">") ? new Column(text.substring(1), true) : new Column(text, false);
        }

        String align(String value, int width) {
            int missing = Math.max(0, width - value.codePointCount(0, value.length()));
            return right ? " ".repeat(missing) + value : Page.pad(value, width);
        }
    }
}
