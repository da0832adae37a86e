package org.odklep.store.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.user.SearchText;
import org.odklep.user.SignOutOrder;
import org.odklep.user.User;
import org.odklep.user.UserPage;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;
import org.odklep.user.UserStore;

/** The users, by id and by each of their names. */
public final class MemoryUserStore implements UserStore {
    private static final int MOST_TAKEN = 100;

    private final MemoryAuditLog audit;
    private final MemoryAdministratorStore administrators;
    private final MemorySignOutStore signOuts;
    private final Map<String, User> users = new HashMap<>();
    private final Map<AccountName, String> ids = new HashMap<>();
    private long version;

    public MemoryUserStore(MemoryAuditLog audit, MemoryAdministratorStore administrators) {
        this(audit, administrators, new MemorySignOutStore(audit));
    }

    /** @param signOuts has the orders that changes make */
    public MemoryUserStore(MemoryAuditLog audit, MemoryAdministratorStore administrators, MemorySignOutStore signOuts) {
        this.audit = audit;
        this.administrators = administrators;
        this.signOuts = signOuts;
    }

    @Override
    public synchronized Optional<User> find(AccountName nameOrAlias) {
        return Optional.ofNullable(ids.get(nameOrAlias)).map(users::get);
    }

    @Override
    public synchronized Optional<User> byId(String id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public synchronized boolean add(User user, AuditEvent event) {
        return addAll(List.of(user), event).isEmpty();
    }

    @Override
    public synchronized Set<AccountName> addAll(Collection<User> added, AuditEvent event) {
        Set<AccountName> seen = new LinkedHashSet<>();
        Set<AccountName> taken = added.stream()
                .flatMap(user -> user.names().stream())
                .filter(name -> !seen.add(name) || ids.containsKey(name))
                .limit(MOST_TAKEN)
                .collect(Collectors.toSet());
        if (taken.isEmpty()) {
            audit.append(event);
            added.forEach(this::put);
        }
        return taken;
    }

    @Override
    public synchronized Replacement replace(User before, User after, AuditEvent event, List<SignOutOrder> orders) {
        User stored = users.get(before.id());
        if (stored == null || stored.version() != before.version()) {
            return Replacement.STALE;
        }
        if (isLast(stored) && !after.isGlobalAdministrator()) {
            return Replacement.LAST_GLOBAL_ADMINISTRATOR;
        }
        if (after.names().stream()
                .anyMatch(name -> !ids.getOrDefault(name, after.id()).equals(after.id()))) {
            return Replacement.NAME_TAKEN;
        }
        audit.append(event);
        signOuts.add(orders);
        ids.keySet().removeAll(stored.names());
        put(after.withTimes(after.times().withLastSignIn(stored.times().lastSignIn())));
        return Replacement.DONE;
    }

    @Override
    public synchronized Removal remove(User user, AuditEvent event, List<SignOutOrder> orders) {
        User stored = users.get(user.id());
        if (stored == null || stored.version() != user.version()) {
            return Removal.STALE;
        }
        if (isLast(stored)) {
            return Removal.LAST_GLOBAL_ADMINISTRATOR;
        }
        audit.append(event);
        signOuts.add(orders);
        version++;
        users.remove(user.id());
        ids.keySet().removeAll(stored.names());
        return Removal.DONE;
    }

    /** Nothing is left when the program ends. */
    @Override
    public void removeUnfinished(Instant before) {}

    @Override
    public synchronized void signedIn(String id, Instant at) {
        users.computeIfPresent(id, (key, user) -> {
            boolean later = user.times().lastSignIn().filter(at::isBefore).isEmpty();
            return later ? user.withTimes(user.times().withLastSignIn(Optional.of(at))) : user;
        });
    }

    @Override
    public synchronized UserPage list(UserQuery query) {
        Comparator<UserPosition> ascending = MemoryUserStore::compare;
        Comparator<UserPosition> order = query.descending() ? ascending.reversed() : ascending;
        Optional<UserPosition> after = UserPosition.after(query);
        List<User> found = users.values().stream()
                .filter(user -> isMatch(user, query))
                .filter(user -> after.map(position -> order.compare(UserPosition.of(user, query.sort()), position) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(user -> UserPosition.of(user, query.sort()), order))
                .limit(query.top() + 1L)
                .toList();
        UserPage page = UserPage.of(found, query);
        return query.filter().names().isEmpty() || found.isEmpty() ? page : page.outOf(count(query, Integer.MAX_VALUE));
    }

    @Override
    public synchronized List<String> groups(String after, int most) {
        return users.values().stream()
                .flatMap(user -> user.profile().groups().stream())
                .distinct()
                .sorted()
                .filter(group -> group.compareTo(after) > 0)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized boolean hasGroup(String name) {
        return users.values().stream().anyMatch(user -> user.profile().groups().contains(name));
    }

    @Override
    public synchronized Map<AccountName, Set<String>> membersOf(Set<String> groups) {
        Map<AccountName, Set<String>> members = new HashMap<>();
        users.values().forEach(user -> {
            Set<String> those = new HashSet<>(user.profile().groups());
            those.retainAll(groups);
            if (!those.isEmpty()) {
                user.names().forEach(name -> members.put(name, those));
            }
        });
        return members;
    }

    @Override
    public synchronized long version() {
        return version;
    }

    @Override
    public synchronized long count() {
        return users.size();
    }

    @Override
    public synchronized long count(UserQuery query, int most) {
        return users.values().stream()
                .filter(user -> isMatch(user, query))
                .limit(most)
                .count();
    }

    private boolean isLast(User user) {
        return user.isGlobalAdministrator()
                && administrators.all().stream().noneMatch(other -> other.role() == Role.GLOBAL_ADMINISTRATOR)
                && users.values().stream()
                        .noneMatch(other -> !other.id().equals(user.id()) && other.isGlobalAdministrator());
    }

    private void put(User user) {
        version++;
        users.put(user.id(), user);
        user.names().forEach(name -> ids.put(name, user.id()));
    }

    private static boolean isMatch(User user, UserQuery query) {
        String text = SearchText.of(user);
        boolean named = query.filter()
                .names()
                .map(names -> user.names().stream().anyMatch(names::contains))
                .orElse(true);
        return named
                && SearchText.terms(query).stream()
                        .allMatch(terms ->
                                terms.stream().map(SearchText.Term::text).anyMatch(text::contains));
    }

    private static int compare(UserPosition one, UserPosition other) {
        int byKey = one.sort().isNumeric()
                ? Long.compare(one.number(), other.number())
                : one.key().compareTo(other.key());
        return byKey != 0 ? byKey : one.id().compareTo(other.id());
    }
}
