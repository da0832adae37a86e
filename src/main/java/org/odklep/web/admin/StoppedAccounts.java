package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Lockout;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.SignIns;
import org.odklep.user.User;
import org.odklep.user.UserFilter;
import org.springframework.stereotype.Component;

/** The accounts that a restriction or a lockout stops: few, beside all users. */
@Component
final class StoppedAccounts {
    private static final int MOST = UserFilter.MAX_NAMES;

    private final Locks locks;
    private final SignIns signIns;
    private final InstantSource clock;

    StoppedAccounts(Locks locks, SignIns signIns, InstantSource clock) {
        this.locks = locks;
        this.signIns = signIns;
        this.clock = clock;
    }

    /**
     * Who is stopped at one instant; of very many those restricted last and those locked out longest.
     */
    record Now(Set<AccountName> restricted, Set<AccountName> lockedOut) {
        private static final Now NOTHING_KNOWN = new Now(Set.of(), Set.of());

        boolean restricts(User user) {
            return user.names().stream().anyMatch(restricted::contains);
        }

        boolean locksOut(User user) {
            return user.names().stream().anyMatch(lockedOut::contains);
        }

        /** Whether there may be more than can be listed. */
        boolean isCut(UserStatus status) {
            return status == UserStatus.RESTRICTED && restricted.size() == MOST
                    || status == UserStatus.LOCKED_OUT && lockedOut.size() == MOST;
        }
    }

    /** What an actor may know of it. */
    Now now(Actor actor) {
        return actor.may(Right.READ) ? now(clock.instant()) : Now.NOTHING_KNOWN;
    }

    private Now now(Instant now) {
        Set<AccountName> restricted = locks.holding(now).stream()
                .filter(restriction -> !locks.isAllowed(restriction.account(), now))
                .sorted(Comparator.comparing(SendingRestriction::since).reversed())
                .limit(MOST)
                .map(SendingRestriction::account)
                .collect(Collectors.toSet());
        Set<AccountName> lockedOut =
                signIns.locked(now, MOST).stream().map(Lockout::account).collect(Collectors.toSet());
        return new Now(restricted, lockedOut);
    }
}
