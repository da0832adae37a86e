package org.odklep.store.sql;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds many users in portions, between which everybody else gets to write.
 *
 * <p>An import stands in a table while it is under way, and whom it brought is there for nobody (the view
 * {@code visible_user}); only the names are taken. Taking the import out of that table, together with the audit entry, is
 * what adds all users at once. What broke off is removed in portions too.
 */
final class UserImports {
    /** So many rows that a portion takes a small part of a second. */
    private static final int PORTION = 500;

    private static final int MOST_TAKEN = 100;
    /** Pages of an index that are merged at once; see sqlite.org/fts5.html, 6.7. */
    private static final int MERGED = 300;

    private static final Logger LOG = LoggerFactory.getLogger(UserImports.class);

    private final Database database;

    UserImports(Database database) {
        this.database = database;
    }

    /** Adds users whose names differ; a result are names that are somebody's, and then nothing was added. */
    Set<AccountName> add(Collection<User> users, AuditEvent event) {
        Set<AccountName> known = taken(List.copyOf(users));
        if (!known.isEmpty()) {
            return known;
        }
        long id = begin(event.at());
        try {
            Set<AccountName> taken = stage(id, users);
            if (taken.isEmpty()) {
                finish(id, event);
                merge();
            } else {
                remove(id);
            }
            return taken;
        } catch (RuntimeException e) {
            removeAfter(e, id);
            throw e;
        }
    }

    /** Most names that are somebody's are found before anything is written. */
    private Set<AccountName> taken(List<User> users) {
        Set<AccountName> taken = new LinkedHashSet<>();
        for (int from = 0; from < users.size() && taken.size() < MOST_TAKEN; from += PORTION) {
            List<AccountName> names = users.subList(from, Math.min(users.size(), from + PORTION)).stream()
                    .flatMap(user -> user.names().stream())
                    .toList();
            taken.addAll(database.read(sql -> UserRows.taken(sql, names, "")));
        }
        return taken;
    }

    /** Removes whom imports brought that began before an instant and never ended. */
    void removeUnfinished(Instant before) {
        List<Long> ids = database.read(sql -> sql.sql("select id from user_import where begun_ms < :before")
                .param("before", before.toEpochMilli())
                .query(Long.class)
                .list());
        ids.forEach(this::remove);
    }

    long begin(Instant now) {
        return database.write(sql -> {
            long id = sql.raise("user_import");
            sql.sql("insert into user_import (id, begun_ms) values (:id, :now)")
                    .param("id", id)
                    .param("now", now.toEpochMilli())
                    .update();
            return id;
        });
    }

    /** Writes all rows of an import; a result are names that are somebody's. */
    Set<AccountName> stage(long id, Collection<User> users) {
        List<User> sorted = UserOrder.DISPLAY_NAME.sorted(users);
        for (int from = 0; from < sorted.size(); from += PORTION) {
            List<User> portion = sorted.subList(from, Math.min(sorted.size(), from + PORTION));
            Set<AccountName> taken = database.write(sql -> {
                hold(sql, id);
                return UserRows.insert(sql, portion, Optional.of(id));
            });
            if (!taken.isEmpty()) {
                return taken;
            }
        }
        if (database.isEmbedded()) {
            for (UserOrder order : UserOrder.values()) {
                place(id, order, order.sorted(users));
            }
        }
        return Set.of();
    }

    private void place(long id, UserOrder order, List<User> sorted) {
        for (int from = 0; from < sorted.size(); from += PORTION) {
            int begin = from;
            int end = Math.min(sorted.size(), from + PORTION);
            database.write(sql -> {
                hold(sql, id);
                new UserPlaces(sql, order).put(sorted, begin, end);
                return end;
            });
        }
    }

    private void finish(long id, AuditEvent event) {
        database.write(sql -> {
            hold(sql, id);
            sql.sql("delete from user_import where id = :id").param("id", id).update();
            return SqlAuditLog.append(sql, event);
        });
    }

    /**
     * So many portions leave the indexes in many parts, in each of which a search has to look. The users are there by now, so
     * whatever happens here is no failure of the import.
     */
    private void merge() {
        try {
            for (UserOrder order : database.isEmbedded() ? UserOrder.values() : new UserOrder[0]) {
                merge(order.index(), -MERGED);
                while (merge(order.index(), MERGED)) {
                    // Others write in between.
                }
            }
        } catch (StoreUnavailable e) {
            LOG.warn("the search of users stays slower than it could be: {}", e.getMessage());
        }
    }

    private boolean merge(String index, int pages) {
        return database.write(sql -> {
            long before = changes(sql);
            sql.sql("insert into " + index + " (" + index + ", rank) values ('merge', :pages)")
                    .param("pages", pages)
                    .update();
            return changes(sql) - before >= 2;
        });
    }

    private static long changes(Sql sql) {
        return sql.sql("select total_changes()").query(Long.class).single();
    }

    /** A lost connection may hide that the import was finished: then there is nothing to remove. */
    private void remove(long id) {
        while (database.write(sql -> removePortion(sql, id))) {
            // Others write in between.
        }
    }

    private static boolean removePortion(Sql sql, long id) {
        sql.raise("user");
        if (!isUnderWay(sql, id)) {
            return false;
        }
        List<String> ids = sql.sql("select id from directory_user where import_id = :id limit " + PORTION)
                .param("id", id)
                .query((row, index) -> row.getString("id"))
                .list();
        ids.forEach(user -> UserRows.delete(sql, user));
        if (ids.isEmpty()) {
            sql.sql("delete from user_import where id = :id").param("id", id).update();
        }
        return !ids.isEmpty();
    }

    private void removeAfter(RuntimeException cause, long id) {
        try {
            remove(id);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Holds back all other changes of users, and sees that nobody took the import for one that broke off. */
    private static void hold(Sql sql, long id) {
        sql.raise("user");
        if (!isUnderWay(sql, id)) {
            throw new StoreUnavailable("the import took too long and was given up: import fewer users at once");
        }
    }

    private static boolean isUnderWay(Sql sql, long id) {
        return sql.sql("select count(*) from user_import where id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                == 1;
    }
}
