package org.odklep.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.AccountName;

/**
 * Port: the sign-in log. All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public interface SignInLog {
    /** Writes a batch in one transaction. */
    void write(List<SignInRecord> batch);

    /** The last attempts, newest first. */
    List<SignInRecord> list(Query query);

    /** Removes attempts from before an instant. */
    void prune(Instant before);

    /**
     * Which attempts are wanted.
     *
     * @param before only attempts that come after this one in the list: where the page before ended
     */
    record Query(Optional<AccountName> account, Optional<Boolean> success, Optional<Position> before, int limit) {}

    /** The place of an attempt in the log. */
    record Position(Instant at, String id) {
        public static Position of(SignInRecord attempt) {
            return new Position(attempt.at(), attempt.id());
        }
    }
}
