package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.odklep.user.SearchText;
import org.odklep.user.User;

/**
 * Keeps SQLite's index of trigrams for one order of the list, and the places by which it knows the users: numbers in that
 * order, {@value #STEP} apart at the end of the list. Who comes later gets the middle of a gap. Where a gap is used up, the
 * users around it are spread anew, as few as will do.
 */
final class UserPlaces {
    private static final long STEP = 1L << 32;
    /** After a spreading there is room for some users more, whichever way they come. */
    private static final long ROOM = 1 << 16;

    private static final int FEWEST = 32;
    private static final int GROWTH = 8;

    private final Sql sql;
    private final UserOrder order;

    UserPlaces(Sql sql, UserOrder order) {
        this.sql = sql;
        this.order = order;
    }

    /** Puts a user into every order whose row is there. */
    static void add(Sql sql, User user) {
        for (UserOrder order : UserOrder.values()) {
            new UserPlaces(sql, order).put(List.of(user), 0, 1);
        }
    }

    /** Puts a changed user in the right places. */
    static void change(Sql sql, User before, User after) {
        for (UserOrder order : UserOrder.values()) {
            new UserPlaces(sql, order).change(before, after);
        }
    }

    /** Takes a user out of every index whose row is still there. */
    static void remove(Sql sql, String id) {
        for (UserOrder order : UserOrder.values()) {
            new UserPlaces(sql, order).take(id);
        }
    }

    /**
     * Puts some of many users into the index, whose rows are there.
     *
     * @param sorted in this order; those behind {@code to} come later, and room is left for them
     */
    void put(List<User> sorted, int from, int to) {
        int next = from;
        while (next < to) {
            User user = sorted.get(next);
            long below = beside(user, "<", "desc").map(Row::place).orElse(0L);
            Optional<Row> above = beside(user, ">", "asc");
            int end = above.map(row -> firstBehind(sorted, row)).orElse(sorted.size());
            int some = Math.min(end, to);
            long room = above.map(row -> row.place - below).orElse((end - next + 1) * STEP);
            if (room <= some - next) {
                spread(user);
            } else {
                place(sorted.subList(next, some), below, Math.max(1, room / (end - next + 1)));
                next = some;
            }
        }
    }

    private void change(User before, User after) {
        boolean sameKey = order.key(before).equals(order.key(after));
        if (sameKey && SearchText.of(before).equals(SearchText.of(after))) {
            return;
        }
        long place = take(after.id()).orElseThrow(() -> new IllegalStateException("no place of user " + after.id()));
        if (sameKey) {
            index(List.of(new Row(order.key(after), after.id(), place)));
        } else {
            sql.sql("update directory_user set " + order.place() + " = null where id = :id")
                    .param("id", after.id())
                    .update();
            put(List.of(after), 0, 1);
        }
    }

    private Optional<Long> take(String id) {
        Optional<Long> place = sql.sql("select " + order.place() + " from directory_user where id = :id and "
                        + order.place() + " is not null")
                .param("id", id)
                .query(Long.class)
                .optional();
        place.ifPresent(known -> sql.sql("delete from " + order.index() + " where rowid = :place")
                .param("place", known)
                .update());
        return place;
    }

    private void place(List<User> users, long below, long gap) {
        List<Row> rows = new ArrayList<>();
        for (User user : users) {
            rows.add(new Row(order.key(user), user.id(), below + gap * (rows.size() + 1)));
        }
        sql.batch(
                "update directory_user set " + order.place() + " = ? where id = ?",
                rows,
                (parameters, row) -> parameters.add(row.place).add(row.id));
        index(rows);
    }

    private void index(List<Row> rows) {
        sql.batch(
                "insert into " + order.index() + " (rowid, search) select " + order.place()
                        + ", search from directory_user where id = ?",
                rows,
                (parameters, row) -> parameters.add(row.id));
    }

    private Optional<Row> beside(User user, String side, String direction) {
        return around(user, side, direction, 1).stream().findFirst();
    }

    private int firstBehind(List<User> sorted, Row row) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (order.isBefore(sorted.get(middle), row.key, row.id)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Spreads the users around one who has no place. */
    private void spread(User user) {
        for (int size = FEWEST; ; size *= GROWTH) {
            List<Row> below = around(user, "<", "desc", size + 1);
            List<Row> above = around(user, ">", "asc", size + 1);
            boolean everybody = below.size() <= size && above.size() <= size;
            long from = below.size() <= size ? 0 : below.removeLast().place;
            int count = below.size() + Math.min(above.size(), size);
            long to = above.size() <= size ? from + (count + 1) * STEP : above.removeLast().place;
            long gap = (to - from) / (count + 1);
            if (gap >= ROOM || everybody) {
                List<Row> rows = new ArrayList<>(below.reversed());
                rows.addAll(above);
                move(rows, from, gap);
                return;
            }
        }
    }

    private List<Row> around(User user, String side, String direction, int limit) {
        return new ArrayList<>(
                sql.sql("select " + order.column() + ", id, " + order.place() + " from directory_user where ("
                                + order.column() + ", id) " + side + " (:key, :id) and " + order.place()
                                + " is not null order by "
                                + order.column() + " " + direction + ", id " + direction + " limit :limit")
                        .param("key", order.key(user))
                        .param("id", user.id())
                        .param("limit", limit)
                        .query(this::row)
                        .list());
    }

    private Row row(ResultSet row, int index) throws SQLException {
        Object key = order == UserOrder.CREATED ? (Object) row.getLong(1) : row.getString(1);
        return new Row(key, row.getString(2), row.getLong(3));
    }

    /** By way of negative places, so that no two users ever have the same. */
    private void move(List<Row> rows, long from, long gap) {
        sql.batch(
                "delete from " + order.index() + " where rowid = ?",
                rows,
                (parameters, row) -> parameters.add(row.place));
        List<Row> moved = new ArrayList<>();
        for (Row row : rows) {
            moved.add(new Row(row.key, row.id, from + gap * (moved.size() + 1)));
        }
        sql.batch(
                "update directory_user set " + order.place() + " = ? where id = ?",
                moved,
                (parameters, row) -> parameters.add(-row.place).add(row.id));
        sql.sql("update directory_user set " + order.place() + " = -" + order.place() + " where " + order.place()
                        + " < 0")
                .update();
        index(moved);
    }

    private record Row(Object key, String id, long place) {}
}
