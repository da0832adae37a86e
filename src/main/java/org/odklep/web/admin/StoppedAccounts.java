package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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

    /** Who of some users is stopped at one instant; nobody, for a reader who may not know. */
    record Now(Set<AccountName> restricted, Set<AccountName> lockedOut) {
        private static final Now NOTHING_KNOWN = new Now(Set.of(), Set.of());

        boolean restricts(User user) {
            return user.names().stream().anyMatch(restricted::contains);
        }

        boolean locksOut(User user) {
            return user.names().stream().anyMatch(lockedOut::contains);
        }
    }

    /** What an actor may know of some users, such as those of a page. */
    Now among(Collection<User> users, Actor actor) {
        if (!actor.may(Right.READ)) {
            return Now.NOTHING_KNOWN;
        }
        Instant now = clock.instant();
        Set<AccountName> names =
                users.stream().flatMap(user -> user.names().stream()).collect(Collectors.toSet());
        Set<AccountName> restricted = names.stream()
                .filter(name -> locks.stopsSending(name, now).isPresent())
                .collect(Collectors.toSet());
        return new Now(restricted, signIns.locked(names, now));
    }

    /** Those restricted last, of very many. */
    Set<AccountName> restricted() {
        Instant now = clock.instant();
        return locks.holding(now).stream()
                .filter(restriction -> !locks.isAllowed(restriction.account(), now))
                .sorted(Comparator.comparing(SendingRestriction::since).reversed())
                .limit(MOST)
                .map(SendingRestriction::account)
                .collect(Collectors.toSet());
    }

    /** Those locked out longest, of very many. */
    Set<AccountName> lockedOut() {
        return signIns.locked(clock.instant(), MOST).stream()
                .map(Lockout::account)
                .collect(Collectors.toSet());
    }

    /** Whether there may be more than a list is narrowed to. */
    static boolean isCut(UserFilter filter) {
        return filter.names().filter(names -> names.size() == MOST).isPresent();
    }
}
