package org.odklep.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.odklep.account.Directory;
import org.odklep.kernel.AccountName;
import org.odklep.user.UserStore;

/**
 * Groups of the built-in directory. Only members of the groups that are watched are kept in memory, under all their names:
 * that is what is asked about, and it may be few of very many.
 */
public final class BuiltInGroups implements Directory {
    /** So long for each member until all are read anew: where users change all the time, this takes a twentieth of a processor. */
    private static final Duration PAUSE = Duration.ofNanos(40_000);

    private final UserStore users;
    private Set<String> watched = Set.of();
    private long version = -1;
    private Instant next = Instant.MIN;
    private volatile Map<AccountName, Set<String>> members = Map.of();

    public BuiltInGroups(UserStore users) {
        this.users = users;
    }

    @Override
    public Set<String> groupsOf(AccountName account) {
        return members.getOrDefault(account, Set.of());
    }

    @Override
    public boolean knowsGroup(String name) {
        return users.hasGroup(name);
    }

    @Override
    public synchronized void watch(Set<String> groups) {
        if (!groups.equals(watched)) {
            watched = Set.copyOf(groups);
            version = -1;
            read();
        }
    }

    /** Reads the members anew when a user changed; call at intervals, it may have been on another node. */
    public synchronized void refresh(Instant now) {
        if (!now.isBefore(next) && read()) {
            next = now.plus(PAUSE.multipliedBy(members.size()));
        }
    }

    private boolean read() {
        if (watched.isEmpty()) {
            members = Map.of();
            return false;
        }
        // The version first: what changes between the two is read the next time.
        long stored = users.version();
        if (stored == version) {
            return false;
        }
        members = users.membersOf(watched);
        version = stored;
        return true;
    }
}
