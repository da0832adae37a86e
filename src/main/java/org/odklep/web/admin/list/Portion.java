package org.odklep.web.admin.list;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.odklep.web.admin.words.Words;

/**
 * A page of a list that is in memory. Whoever fills a list by a program may have thousands on it, and no browser wants them all.
 *
 * @param count which of how many these are; empty when they are all
 */
public record Portion<T>(List<T> rows, String count, Pages pages) {
    public static final int ROWS = 100;

    /**
     * The rows from a number on, as an address says it; the first ones for any other word.
     *
     * @param address of the list from a number on
     */
    public static <T> Portion<T> of(
            List<T> all, String asked, Function<Optional<String>, String> address, Words words) {
        int from = from(asked, all.size());
        int to = Math.min(all.size(), from + ROWS);
        Optional<String> here = from == 0 ? Optional.empty() : Optional.of(asked);
        Optional<String> next = to == all.size() ? Optional.empty() : Optional.of(Integer.toString(to));
        return new Portion<>(
                all.subList(from, to),
                all.size() <= ROWS ? "" : words.say("list.portion", from + 1, to, all.size()),
                Pages.of(here, next, address));
    }

    /** The same page of finished rows. */
    public <R> Portion<R> map(Function<T, R> finish) {
        return new Portion<>(rows.stream().map(finish).toList(), count, pages);
    }

    private static int from(String asked, int size) {
        if (!asked.matches("[1-9][0-9]{0,6}")) {
            return 0;
        }
        int from = Integer.parseInt(asked);
        return from < size ? from : 0;
    }
}
