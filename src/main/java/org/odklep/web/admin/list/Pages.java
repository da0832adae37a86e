package org.odklep.web.admin.list;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from page to page.
 *
 * @param first null on the first page
 * @param next null on the last one
 */
public record Pages(@Nullable String first, @Nullable String next) {
    /**
     * @param here the position that this page began at
     * @param next the position that the next one begins at
     * @param address of the list from a position on
     */
    public static Pages of(Optional<String> here, Optional<String> next, Function<Optional<String>, String> address) {
        return new Pages(
                here.map(position -> address.apply(Optional.empty())).orElse(null),
                next.map(position -> address.apply(Optional.of(position))).orElse(null));
    }

    public boolean isNeeded() {
        return first != null || next != null;
    }
}
