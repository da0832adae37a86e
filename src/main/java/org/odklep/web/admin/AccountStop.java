package org.odklep.web.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.BlockedSignIn;
import org.odklep.lock.Lock;
import org.odklep.lock.Lockout;
import org.odklep.lock.PasswordDue;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Standing;

/**
 * A lock that holds.
 *
 * @param allowed the entry of the allow-list that outranks it, if one does
 */
record AccountStop(Lock lock, Optional<AllowEntry> allowed) {
    static AccountStop of(Lock lock) {
        return new AccountStop(lock, Optional.empty());
    }

    /** The restriction that holds, outranked or not. */
    static Stream<AccountStop> of(Standing standing, Instant now) {
        return standing.history().stream()
                .filter(restriction -> restriction.holds(now))
                .limit(1)
                .map(restriction -> new AccountStop(restriction, standing.allowedBy()));
    }

    /** The place among several: what stops most comes first. */
    int rank() {
        return switch (lock) {
            case SendingRestriction restriction -> 0;
            case BlockedSignIn block -> 1;
            case PasswordDue due -> 2;
            case Lockout lockout -> 3;
        };
    }

    boolean isOutranked() {
        return allowed.isPresent();
    }
}
