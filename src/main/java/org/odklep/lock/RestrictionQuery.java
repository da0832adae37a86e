package org.odklep.lock;

import java.util.Optional;

/**
 * Which restrictions to list.
 *
 * @param status which of them
 * @param search part of an account name or of a reference, lower case; empty for all
 * @param sort by which column
 * @param descending newest, highest or last in the alphabet first
 * @param after where the page before ended; see {@link RestrictionPage#next}
 * @param limit rows on a page, at least 1
 */
public record RestrictionQuery(
        Status status, String search, Sort sort, boolean descending, Optional<String> after, int limit) {

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
