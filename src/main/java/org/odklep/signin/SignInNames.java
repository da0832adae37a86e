package org.odklep.signin;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.User;
import org.odklep.user.UserChanges;
import org.odklep.user.UserFilter;
import org.odklep.user.UserPage;
import org.odklep.user.UserQuery;
import org.odklep.user.UserStore;

/**
 * Whose a name is, and whose sign-in is blocked. The store is asked at every sign-in; while it is away the answers are
 * those of the last time: blocks hold, aliases that were used are known, and everybody else goes by the name that was
 * typed.
 */
public final class SignInNames implements UserChanges {
    private static final int MAX_ALIASES = 100_000;

    private final UserStore store;
    private final Set<AccountName> blocked = ConcurrentHashMap.newKeySet();
    private final Map<AccountName, AccountName> aliases = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountName, AccountName> eldest) {
            return size() > MAX_ALIASES;
        }
    });

    public SignInNames(UserStore store) {
        this.store = store;
    }

    /**
     * Reads who is blocked, so that a block holds from the first sign-in on.
     *
     * @throws StoreUnavailable when that cannot be read
     */
    public void load() {
        UserQuery query = UserQuery.everybody(UserQuery.MAX_TOP).withFilter(UserFilter.NONE.withEnabled(false));
        UserPage page = store.list(query);
        while (true) {
            page.users().forEach(this::remember);
            Optional<String> next = page.next();
            if (next.isEmpty()) {
                return;
            }
            page = store.list(query.after(next.get()));
        }
    }

    /**
     * Who signs in with a name.
     *
     * @throws StoreUnavailable when nobody knows
     */
    Optional<User> find(AccountName name) {
        Optional<User> found = store.find(name);
        found.ifPresentOrElse(user -> remember(name, user), () -> forget(name));
        return found;
    }

    /** The user's own name for any name that signs in; the name itself when it is nobody's, or nobody knows. */
    public AccountName canonical(AccountName name) {
        try {
            return find(name).map(User::name).orElse(name);
        } catch (StoreUnavailable e) {
            return aliases.getOrDefault(name, name);
        }
    }

    /** Whether an administrator blocked a user, as of the last time that {@link #canonical} named this user. */
    public boolean isBlocked(AccountName canonical) {
        return blocked.contains(canonical);
    }

    @Override
    public void changed(User before, User after, Instant now) {
        forget(before);
        remember(after);
    }

    @Override
    public void removed(User user, Instant now) {
        forget(user);
    }

    private void remember(AccountName name, User user) {
        remember(user);
        if (!name.equals(user.name())) {
            aliases.put(name, user.name());
        }
    }

    private void forget(AccountName name) {
        aliases.remove(name);
        blocked.remove(name);
    }

    private void remember(User user) {
        if (user.isEnabled()) {
            blocked.remove(user.name());
        } else {
            blocked.add(user.name());
        }
    }

    private void forget(User user) {
        blocked.remove(user.name());
        user.names().forEach(aliases::remove);
    }
}
