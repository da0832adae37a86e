package org.odklep.store.sql;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Role;
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

    private final Database database;
    private final UserImports imports;

    public SqlUserStore(Database database) {
        this.database = database;
        this.imports = new UserImports(database);
    }

    /** For a name of nobody somebody else is read and left out: how long a look takes shall not tell who there is. */
    @Override
    public Optional<User> find(AccountName nameOrAlias) {
        return database.look(sql -> sql.sql("""
                select u.* from visible_user u where u.id = coalesce(
                    (select user_id from user_name where name = :name), (select min(id) from directory_user))
                """)
                .param("name", nameOrAlias.value())
                .query(UserRow::read)
                .optional()
                .filter(user -> user.names().contains(nameOrAlias)));
    }

    @Override
    public Optional<User> byId(String id) {
        return id.indexOf(0) >= 0 ? Optional.empty() : database.look(sql -> byId(sql, id));
    }

    /** Most have not changed, and to see that is a tenth of the work. */
    @Override
    public Optional<User> again(User seen) {
        return database.look(sql -> sql.sql("select version from visible_user where id = :id")
                .param("id", seen.id())
                .query(Long.class)
                .optional()
                .filter(version -> version == seen.version())
                .map(version -> seen)
                .or(() -> byId(sql, seen.id())));
    }

    @Override
    public boolean add(User user, AuditEvent event) {
        return database.write(sql -> {
            sql.raise("user");
            boolean added =
                    UserRows.insert(sql, List.of(user), Optional.empty()).isEmpty();
            if (added) {
                if (sql.isEmbedded()) {
                    UserPlaces.add(sql, user);
                }
                SqlAuditLog.append(sql, event);
            }
            return added;
        });
    }

    @Override
    public Set<AccountName> addAll(Collection<User> users, AuditEvent event) {
        Set<AccountName> twice = twice(users);
        return few(twice.isEmpty() ? imports.add(users, event) : twice);
    }

    @Override
    public void removeUnfinished(Instant before) {
        imports.removeUnfinished(before);
    }

    @Override
    public Replacement replace(User before, User after, AuditEvent event, List<SignOutOrder> orders) {
        return database.write(sql -> {
            sql.raise("user");
            Optional<User> stored = byId(sql, before.id()).filter(user -> user.version() == before.version());
            if (stored.isEmpty()) {
                return Replacement.STALE;
            }
            if (isLast(sql, stored.get()) && !after.isGlobalAdministrator()) {
                return Replacement.LAST_GLOBAL_ADMINISTRATOR;
            }
            if (!UserRows.taken(sql, after.names(), after.id()).isEmpty()) {
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
    public Removal remove(User user, AuditEvent event, List<SignOutOrder> orders) {
        return database.write(sql -> {
            sql.raise("user");
            Optional<User> stored = byId(sql, user.id()).filter(found -> found.version() == user.version());
            if (stored.isEmpty()) {
                return Removal.STALE;
            }
            if (isLast(sql, stored.get())) {
                return Removal.LAST_GLOBAL_ADMINISTRATOR;
            }
            UserRows.delete(sql, user.id());
            SqlSignOutStore.add(sql, orders);
            SqlAuditLog.append(sql, event);
            return Removal.DONE;
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
        return database.read(list::page);
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
    public boolean hasGroup(String name) {
        return name.indexOf(0) < 0
                && database.read(sql ->
                        sql.sql("""
                        select count(*) from (
                            select 1 from user_group g join visible_user u on u.id = g.user_id
                            where g.group_name = :name limit 1
                        ) as found
                        """).param("name", name).query(Long.class).single() > 0);
    }

    @Override
    public Map<AccountName, Set<String>> membersOf(Set<String> groups) {
        Map<AccountName, Set<String>> members = new HashMap<>();
        database.read(sql -> {
            groups.forEach(group -> membersOf(sql, group)
                    .forEach(name -> members.computeIfAbsent(name, key -> new HashSet<>())
                            .add(group)));
            return members;
        });
        return members;
    }

    private static List<AccountName> membersOf(Sql sql, String group) {
        return sql.sql("""
                select n.name from user_group g
                join visible_user u on u.id = g.user_id
                join user_name n on n.user_id = g.user_id
                where g.group_name = :name
                """)
                .param("name", group)
                .query((row, index) -> AccountName.of(row.getString("name")))
                .list();
    }

    @Override
    public long version() {
        return database.read(sql -> sql.sql("select value from counter where name = 'user'")
                .query(Long.class)
                .single());
    }

    @Override
    public long count() {
        return database.read(sql -> sql.sql("select (select count(*) from directory_user) - (select count(*) from"
                        + " directory_user where import_id in (select id from user_import))")
                .query(Long.class)
                .single());
    }

    @Override
    public long count(UserQuery query, int most) {
        return database.read(sql -> new UserList(query).count(sql, most));
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
            UserRows.insertNames(sql, List.of(after));
        }
        if (!before.profile().groups().equals(after.profile().groups())) {
            UserRows.deleteGroups(sql, after.id());
            UserRows.insertGroups(sql, List.of(after));
        }
        if (sql.isEmbedded()) {
            UserPlaces.change(sql, before, after);
        }
    }

    private static Optional<User> byId(Sql sql, String id) {
        return sql.sql("select * from visible_user where id = :id")
                .param("id", id)
                .query(UserRow::read)
                .optional();
    }

    /** Whether a user is the only one who may make others what he is; there is always an administrator once there was one. */
    private static boolean isLast(Sql sql, User user) {
        return user.isGlobalAdministrator()
                && sql.sql("select count(*) from administrator where role = :role")
                                .param("role", Role.GLOBAL_ADMINISTRATOR.key())
                                .query(Long.class)
                                .single()
                        == 0
                && new UserList(UserQuery.GLOBAL_ADMINISTRATORS)
                        .page(sql).users().stream()
                                .noneMatch(other -> !other.id().equals(user.id()) && other.isGlobalAdministrator());
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
}
