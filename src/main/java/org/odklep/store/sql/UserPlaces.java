package org.odklep.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.odklep.user.SearchText;
import org.odklep.user.User;

/**
 * Keeps SQLite's index of trigrams, and the places by which it knows the users: numbers in the order of display names,
 * {@value #STEP} apart when they are given to all. Who comes later gets the middle of a gap. Where a gap is used up, the
 * users around it are spread anew, as few as will do.
 */
final class UserPlaces {
    private static final long STEP = 1L << 32;
    /** After a spreading there is room for some users more, whichever way they come. */
    private static final long ROOM = 1 << 16;

    private static final int FEWEST = 32;
    private static final int GROWTH = 8;
    /** From so many users on, and such a part of all, it is faster to give everybody a place anew. */
    private static final int MANY = 1000;

    private static final int MOST_OF_ALL = 5;

    private UserPlaces() {}

    /** Puts users into the index whose rows are there, and were written in the order of display names. */
    static void add(Sql sql, Collection<User> users) {
        long all = users.size() < MANY ? Long.MAX_VALUE : all(sql);
        if (users.size() == all) {
            begin(sql);
        } else if (users.size() >= all / MOST_OF_ALL) {
            renew(sql);
        } else {
            users.forEach(user -> put(sql, user));
        }
    }

    /** Puts a changed user in the right place. */
    static void change(Sql sql, User before, User after) {
        boolean sameOrder = SearchText.order(before.displayName()).equals(SearchText.order(after.displayName()));
        if (sameOrder && SearchText.of(before).equals(SearchText.of(after))) {
            return;
        }
        long place = placeOf(sql, after.id());
        sql.sql("delete from user_text where rowid = :place")
                .param("place", place)
                .update();
        if (sameOrder) {
            index(sql, after.id());
        } else {
            sql.sql("update directory_user set place = null where id = :id")
                    .param("id", after.id())
                    .update();
            put(sql, after);
        }
    }

    /** Takes a user out of the index whose row is still there. */
    static void remove(Sql sql, String id) {
        sql.sql("delete from user_text where rowid = :place")
                .param("place", placeOf(sql, id))
                .update();
    }

    private static void put(Sql sql, User user) {
        String order = SearchText.order(user.displayName());
        long place = free(sql, order, user.id()).orElseGet(() -> {
            spread(sql, order, user.id());
            return free(sql, order, user.id())
                    .orElseThrow(() -> new IllegalStateException("no place for user " + user.id()));
        });
        sql.sql("update directory_user set place = :place where id = :id")
                .param("place", place)
                .param("id", user.id())
                .update();
        index(sql, user.id());
    }

    private static void index(Sql sql, String id) {
        sql.sql("insert into user_text (rowid, search) select place, search from directory_user where id = :id")
                .param("id", id)
                .update();
    }

    private static Optional<Long> free(Sql sql, String order, String id) {
        long below = beside(sql, order, id, "<", "desc").orElse(0L);
        long above = beside(sql, order, id, ">", "asc").orElse(below + 2 * STEP);
        return above - below < 2 ? Optional.empty() : Optional.of(below + (above - below) / 2);
    }

    private static Optional<Long> beside(Sql sql, String order, String id, String side, String direction) {
        return sql.sql("select place from directory_user where (sort_name, id) " + side
                        + " (:order, :id) and place is not null order by sort_name " + direction + ", id " + direction
                        + " limit 1")
                .param("order", order)
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    /** Spreads the users around one who has no place. */
    private static void spread(Sql sql, String order, String id) {
        for (int size = FEWEST; ; size *= GROWTH) {
            List<Row> below = around(sql, order, id, "<", "desc", size + 1);
            List<Row> above = around(sql, order, id, ">", "asc", size + 1);
            boolean everybody = below.size() <= size && above.size() <= size;
            long from = below.size() <= size ? 0 : below.removeLast().place;
            int count = below.size() + Math.min(above.size(), size);
            long to = above.size() <= size ? from + (count + 1) * STEP : above.removeLast().place;
            long gap = (to - from) / (count + 1);
            if (gap >= ROOM || everybody) {
                List<Row> rows = new ArrayList<>(below.reversed());
                rows.addAll(above);
                move(sql, rows, from, gap);
                return;
            }
        }
    }

    private static List<Row> around(Sql sql, String order, String id, String side, String direction, int limit) {
        return new ArrayList<>(sql.sql("select id, place from directory_user where (sort_name, id) " + side
                        + " (:order, :id) and place is not null order by sort_name " + direction + ", id " + direction
                        + " limit :limit")
                .param("order", order)
                .param("id", id)
                .param("limit", limit)
                .query((row, index) -> new Row(row.getString("id"), row.getLong("place")))
                .list());
    }

    /** By way of negative places, so that no two users ever have the same. */
    private static void move(Sql sql, List<Row> rows, long from, long gap) {
        sql.batch("delete from user_text where rowid = ?", rows, (parameters, row) -> parameters.add(row.place));
        List<Row> moved = new ArrayList<>();
        for (Row row : rows) {
            moved.add(new Row(row.id, from + gap * (moved.size() + 1)));
        }
        sql.batch(
                "update directory_user set place = ? where id = ?",
                moved,
                (parameters, row) -> parameters.add(-row.place).add(row.id));
        sql.sql("update directory_user set place = -place where place < 0").update();
        sql.batch(
                "insert into user_text (rowid, search) select place, search from directory_user where place = ?",
                moved,
                (parameters, row) -> parameters.add(row.place));
    }

    /** Gives everybody a place, and makes the index anew. */
    private static void renew(Sql sql) {
        sql.sql("insert into user_text (user_text) values ('delete-all')").update();
        sql.sql("update directory_user set place = null where place is not null")
                .update();
        sql.sql("update directory_user set place = ranked.rank * " + STEP + " from (select id, row_number() over"
                        + " (order by sort_name, id) as rank from directory_user) as ranked"
                        + " where ranked.id = directory_user.id")
                .update();
        index(sql);
    }

    /** Where nobody was before and all came in order, their rows are in order. */
    private static void begin(Sql sql) {
        sql.sql("update directory_user set place = rowid * " + STEP).update();
        index(sql);
    }

    private static void index(Sql sql) {
        sql.sql("insert into user_text (rowid, search) select place, search from directory_user order by place")
                .update();
        sql.sql("insert into user_text (user_text) values ('optimize')").update();
    }

    private static long all(Sql sql) {
        return sql.sql("select count(*) from directory_user").query(Long.class).single();
    }

    private static long placeOf(Sql sql, String id) {
        return sql.sql("select place from directory_user where id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private record Row(String id, long place) {}
}
