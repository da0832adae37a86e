package org.odklep.lock;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.odklep.kernel.Text;

/**
 * Which restrictions to list.
 *
 * @param status which of them
 * @param search part of an account name, or the beginning of a reference; in any case, empty for all
 * @param sort by which column
 * @param descending newest, highest or last in the alphabet first
 * @param after where the page before ended; see {@link RestrictionPage#next}
 * @param limit rows on a page, at least 1
 */
public record RestrictionQuery(
        Status status, String search, Sort sort, boolean descending, Optional<String> after, int limit) {
    public RestrictionQuery {
        search = Text.storable(Normalizer.normalize(search, Normalizer.Form.NFKC))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The restrictions that hold now, newest first. */
    public static RestrictionQuery active(int limit) {
        return new RestrictionQuery(Status.ACTIVE, "", Sort.SINCE, true, Optional.empty(), limit);
    }

    public enum Status {
        ACTIVE,
        ENDED,
        ALL
    }

    public enum Sort {
        SINCE,
        ACCOUNT
    }
}
