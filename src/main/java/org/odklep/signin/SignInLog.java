package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.AccountName;

/**
 * Port: the sign-in log. All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public interface SignInLog {
    /** How much longer than attempts their totals are kept. */
    Duration TOTALS = Duration.ofDays(35);

    /** Writes a batch in one transaction. */
    void write(List<SignInRecord> batch);

    /** The last attempts, newest first. */
    List<SignInRecord> list(Query query);

    /** A page of the attempts that are looked for; it costs the same however rare they are. */
    SignInSearch.Page search(SignInSearch search);

    /** The newest attempts since an instant that failed. */
    List<SignInRecord> failures(Instant since, int limit);

    /** The totals of every hour since an instant in which somebody tried, the oldest first. */
    List<Hour> hours(Instant since);

    /** Removes attempts from before an instant, and totals from {@link #TOTALS} before it. */
    void prune(Instant before);

    /**
     * Which attempts are wanted.
     *
     * @param before only attempts that come after this one in the list: where the page before ended
     */
    record Query(Optional<AccountName> account, Optional<Boolean> success, Optional<Position> before, int limit) {}

    /**
     * How attempts ended within an hour.
     *
     * @param from the beginning of the hour, in UTC
     */
    record Hour(Instant from, long succeeded, long failed) {}

    /** The place of an attempt in the log. */
    record Position(Instant at, String id) {
        public static Position of(SignInRecord attempt) {
            return new Position(attempt.at(), attempt.id());
        }
    }
}
