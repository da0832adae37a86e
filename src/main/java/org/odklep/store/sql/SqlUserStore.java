package org.odklep.store.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.user.SearchText;
import org.odklep.user.SignOutOrder;
import org.odklep.user.User;
import org.odklep.user.UserPage;
import org.odklep.user.UserQuery;
import org.odklep.user.UserStore;

/**
 * The users, a row for each, and a row for each of their names. Whoever changes them raises their counter first, so changes
 * come one after the other and what a change sees stays true until it is made.
 */
public final class SqlUserStore implements UserStore {
    private static final int MOST_TAKEN = 100;
    private static final int NAMES_AT_ONCE = 500;

    private final Database database;

    public SqlUserStore(Database database) {
        this.database = database;
    }

    /** For a name of nobody somebody else is read and left out: how long a look takes shall not tell who there is. */
    @Override
    public Optional<User> find(AccountName nameOrAlias) {
        return database.read(sql -> sql.sql("""
                select u.* from directory_user u where u.id = coalesce(
                    (select user_id from user_name where name = :name), (select min(id) from directory_user))
                """)
                .param("name", nameOrAlias.value())
                .query(UserRow::read)
                .optional()
                .filter(user -> user.names().contains(nameOrAlias)));
    }

    @Override
    public Optional<User> byId(String id) {
        return id.indexOf(0) >= 0 ? Optional.empty() : database.read(sql -> byId(sql, id));
    }

    @Override
    public boolean add(User user, AuditEvent event) {
        return addAll(List.of(user), event).isEmpty();
    }

    @Override
    public Set<AccountName> addAll(Collection<User> users, AuditEvent event) {
        Set<AccountName> twice = twice(users);
        if (!twice.isEmpty()) {
            return twice;
        }
        List<User> inOrder = UserRow.inOrder(users);
        List<Name> names = users.stream()
                .flatMap(Name::of)
                .sorted(Comparator.comparing(Name::name))
                .toList();
        return database.write(sql -> addAll(sql, inOrder, names, event));
    }

    @Override
    public Replacement replace(User before, User after, AuditEvent event, List<SignOutOrder> orders) {
        return database.write(sql -> {
            sql.raise("user");
            Optional<User> stored = byId(sql, before.id()).filter(user -> user.version() == before.version());
            if (stored.isEmpty()) {
                return Replacement.STALE;
            }
            if (!taken(sql, after.names(), after.id()).isEmpty()) {
                return Replacement.NAME_TAKEN;
            }
            replace(
                    sql,
                    stored.get(),
                    after.withTimes(
                            after.times().withLastSignIn(stored.get().times().lastSignIn())));
            SqlSignOutStore.add(sql, orders);
            SqlAuditLog.append(sql, event);
            return Replacement.DONE;
        });
    }

    @Override
    public boolean remove(User user, AuditEvent event, List<SignOutOrder> orders) {
        return database.write(sql -> {
            sql.raise("user");
            if (byId(sql, user.id())
                    .filter(stored -> stored.version() == user.version())
                    .isEmpty()) {
                return false;
            }
            if (sql.isEmbedded()) {
                UserPlaces.remove(sql, user.id());
            }
            sql.sql("delete from user_name where user_id = :id")
                    .param("id", user.id())
                    .update();
            deleteGroups(sql, user.id());
            sql.sql("delete from directory_user where id = :id")
                    .param("id", user.id())
                    .update();
            SqlSignOutStore.add(sql, orders);
            SqlAuditLog.append(sql, event);
            return true;
        });
    }

    /**
     * Only the first sign-in changes what is searched for. It is a transaction of its own: PostgreSQL locks a row that it
     * does not change after all, and every other change raises the counter before it locks a row.
     */
    @Override
    public void signedIn(String id, Instant at) {
        if (!database.write(sql -> later(sql, id, at))) {
            database.write(sql -> {
                sql.raise("user");
                return later(sql, id, at) || first(sql, id, at);
            });
        }
    }

    @Override
    public UserPage list(UserQuery query) {
        UserList list = new UserList(query);
        return UserPage.of(database.read(list::read), query);
    }

    /** From one group to the next by the index, whatever the number of members. */
    @Override
    public List<String> groups(String after, int most) {
        return database.read(sql -> sql.sql("""
                with recursive found(name) as (
                    select min(group_name) from user_group where group_name > :after
                    union all
                    select (select min(group_name) from user_group where group_name > found.name)
                    from found where found.name is not null
                )
                select name from found where name is not null limit :most
                """)
                .param("after", after)
                .param("most", most)
                .query(String.class)
                .list());
    }

    @Override
    public long count() {
        return database.read(sql ->
                sql.sql("select count(*) from directory_user").query(Long.class).single());
    }

    /** Both lists are in order, so that rows which lie beside one another are written one after the other. */
    private static Set<AccountName> addAll(Sql sql, List<User> users, List<Name> names, AuditEvent event) {
        sql.raise("user");
        Set<AccountName> taken = taken(sql, names.stream().map(Name::name).toList(), "");
        if (taken.isEmpty()) {
            insert(sql, names);
            UserRow.insert(sql, users);
            insertGroups(sql, users);
            if (sql.isEmbedded()) {
                UserPlaces.add(sql, users);
            }
            SqlAuditLog.append(sql, event);
        }
        return taken;
    }

    /** Notes a sign-in after one that is noted; false without one, and when a later one is noted. */
    private static boolean later(Sql sql, String id, Instant at) {
        return sql.sql("update directory_user set last_sign_in_ms = :at where id = :id and last_sign_in_ms < :at")
                        .param("at", at.toEpochMilli())
                        .param("id", id)
                        .update()
                == 1;
    }

    private static boolean first(Sql sql, String id, Instant at) {
        Optional<User> found =
                byId(sql, id).filter(user -> user.times().lastSignIn().isEmpty());
        found.ifPresent(user -> {
            User after = user.withTimes(user.times().withLastSignIn(Optional.of(at)));
            sql.sql("update directory_user set last_sign_in_ms = :at, search = :search where id = :id")
                    .param("at", at.toEpochMilli())
                    .param("search", SearchText.of(after))
                    .param("id", id)
                    .update();
            if (sql.isEmbedded()) {
                UserPlaces.change(sql, user, after);
            }
        });
        return found.isPresent();
    }

    private static void replace(Sql sql, User before, User after) {
        if (!UserRow.update(sql, after)) {
            throw new IllegalStateException("user " + after.id() + " changed under the lock");
        }
        if (!before.names().equals(after.names())) {
            sql.sql("delete from user_name where user_id = :id")
                    .param("id", after.id())
                    .update();
            insert(sql, Name.of(after).toList());
        }
        if (!before.profile().groups().equals(after.profile().groups())) {
            deleteGroups(sql, after.id());
            insertGroups(sql, List.of(after));
        }
        if (sql.isEmbedded()) {
            UserPlaces.change(sql, before, after);
        }
    }

    private static void insertGroups(Sql sql, Collection<User> users) {
        List<Membership> memberships = users.stream().flatMap(Membership::of).toList();
        sql.batch(
                "insert into user_group (group_name, user_id) values (?, ?)",
                memberships,
                (parameters, each) -> parameters.add(each.group).add(each.userId));
    }

    private static void deleteGroups(Sql sql, String id) {
        sql.sql("delete from user_group where user_id = :id").param("id", id).update();
    }

    private static void insert(Sql sql, Collection<Name> names) {
        sql.batch(
                "insert into user_name (name, user_id) values (?, ?)",
                names,
                (parameters, name) -> parameters.add(name.name.value()).add(name.userId));
    }

    private static Optional<User> byId(Sql sql, String id) {
        return sql.sql("select * from directory_user where id = :id")
                .param("id", id)
                .query(UserRow::read)
                .optional();
    }

    /** The names that are somebody's, but for one user. */
    private static Set<AccountName> taken(Sql sql, Collection<AccountName> names, String exceptId) {
        List<AccountName> all = List.copyOf(names);
        Set<AccountName> taken = new LinkedHashSet<>();
        for (int from = 0; from < all.size() && taken.size() < MOST_TAKEN; from += NAMES_AT_ONCE) {
            List<String> some = new ArrayList<>();
            all.subList(from, Math.min(all.size(), from + NAMES_AT_ONCE)).forEach(name -> some.add(name.value()));
            sql.sql("select name from user_name where name in (:names) and user_id <> :except")
                    .param("names", some)
                    .param("except", exceptId)
                    .query(String.class)
                    .list()
                    .forEach(name -> taken.add(new AccountName(name)));
        }
        return few(taken);
    }

    private static Set<AccountName> twice(Collection<User> users) {
        Set<AccountName> seen = new HashSet<>();
        Set<AccountName> twice = new LinkedHashSet<>();
        users.forEach(
                user -> user.names().stream().filter(name -> !seen.add(name)).forEach(twice::add));
        return few(twice);
    }

    private static Set<AccountName> few(Set<AccountName> names) {
        return names.size() <= MOST_TAKEN
                ? names
                : new LinkedHashSet<>(names.stream().limit(MOST_TAKEN).toList());
    }

    private record Membership(String group, String userId) {
        static Stream<Membership> of(User user) {
            return user.profile().groups().stream().map(group -> new Membership(group, user.id()));
        }
    }

    private record Name(AccountName name, String userId) {
        static Stream<Name> of(User user) {
            return user.names().stream().map(name -> new Name(name, user.id()));
        }
    }
}
