package org.odklep.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.AccountName;
import org.odklep.user.User;

/** Writes and deletes users in all tables. Raise their counter before. */
final class UserRows {
    private static final int NAMES_AT_ONCE = 500;

    private UserRows() {}

    /**
     * Writes users and their names, unless one is somebody's: a result are those. In SQLite {@link UserPlaces} has to put
     * them into the list.
     *
     * @param users in the order of display names, so that rows which lie beside one another are written one after the other
     * @param importId of the import that brings them, if one does
     */
    static Set<AccountName> insert(Sql sql, List<User> users, Optional<Long> importId) {
        Set<AccountName> taken =
                taken(sql, users.stream().flatMap(user -> user.names().stream()).toList(), "");
        if (taken.isEmpty()) {
            insertNames(sql, users);
            UserRow.insert(sql, users, importId);
            insertGroups(sql, users);
        }
        return taken;
    }

    static void insertNames(Sql sql, Collection<User> users) {
        List<Name> names = users.stream()
                .flatMap(user -> user.names().stream().map(name -> new Name(name, user.id())))
                .sorted(Comparator.comparing(Name::name))
                .toList();
        sql.batch(
                "insert into user_name (name, user_id) values (?, ?)",
                names,
                (parameters, name) -> parameters.add(name.name.value()).add(name.userId));
    }

    static void insertGroups(Sql sql, Collection<User> users) {
        List<Membership> memberships = users.stream()
                .flatMap(user -> user.profile().groups().stream().map(group -> new Membership(group, user.id())))
                .toList();
        sql.batch(
                "insert into user_group (group_name, user_id) values (?, ?)",
                memberships,
                (parameters, each) -> parameters.add(each.group).add(each.userId));
    }

    static void deleteGroups(Sql sql, String id) {
        sql.sql("delete from user_group where user_id = :id").param("id", id).update();
    }

    static void delete(Sql sql, String id) {
        if (sql.isEmbedded()) {
            UserPlaces.remove(sql, id);
        }
        sql.sql("delete from user_name where user_id = :id").param("id", id).update();
        deleteGroups(sql, id);
        sql.sql("delete from directory_user where id = :id").param("id", id).update();
    }

    /** The names that are somebody's, but for one user. */
    static Set<AccountName> taken(Sql sql, Collection<AccountName> names, String exceptId) {
        List<AccountName> all = List.copyOf(names);
        Set<AccountName> taken = new LinkedHashSet<>();
        for (int from = 0; from < all.size(); from += NAMES_AT_ONCE) {
            List<String> some = new ArrayList<>();
            all.subList(from, Math.min(all.size(), from + NAMES_AT_ONCE)).forEach(name -> some.add(name.value()));
            sql.sql("select name from user_name where name in (:names) and user_id <> :except")
                    .param("names", some)
                    .param("except", exceptId)
                    .query(String.class)
                    .list()
                    .forEach(name -> taken.add(new AccountName(name)));
        }
        return taken;
    }

    private record Membership(String group, String userId) {}

    private record Name(AccountName name, String userId) {}
}
