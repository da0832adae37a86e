package org.odklep.lock;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.odklep.kernel.AccountName;
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
        if (search.length() > AccountName.MAX_LENGTH) {
            throw new IllegalArgumentException("search for at most " + AccountName.MAX_LENGTH + " characters");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least 1 row");
        }
    }

    /** The restrictions that hold now, newest first. */
    public static RestrictionQuery active(int limit) {
        return new RestrictionQuery(Status.ACTIVE, "", Sort.SINCE, true, Optional.empty(), limit);
    }

    /** The beginning of a reference that the search may mean. */
    public Optional<String> reference() {
        return Optional.of(References.normalise(search)).filter(beginning -> !beginning.isEmpty());
    }

    public enum Status {
        ACTIVE,
        ENDED,
        ALL
    }

    public enum Sort {
        SINCE(true),
        ACCOUNT(false),
        SET_BY(false),
        /** When it ended, or else will end by itself; those that only a release ends come after all others. */
        END(true),
        REFUSED(true);

        private final boolean numeric;

        Sort(boolean numeric) {
            this.numeric = numeric;
        }

        /** True when the values of the column are numbers, false when they are texts. */
        public boolean isNumeric() {
            return numeric;
        }
    }
}
