package org.odklep.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.odklep.user.SearchText;
import org.odklep.user.User;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;

/**
 * The statement behind one page of users. Its text is put together from constants; values are parameters.
 *
 * <p>There are three ways to a page. In the order of display names, SQLite's index of trigrams gives the users as they
 * come, and is left when the page is full. Otherwise, when an index says that a query means few users, those are sorted;
 * and when it means many, or all, users are read in the order of the list until the page is full.
 */
final class UserList {
    private static final int FEW = 10_000;

    private final UserQuery query;
    private final List<List<String>> terms;
    private final Optional<UserPosition> after;
    private final Map<String, Object> parameters = new HashMap<>();

    /** @throws IllegalArgumentException when the query goes on after what is no end of a page */
    UserList(UserQuery query) {
        this.query = query;
        this.terms = SearchText.terms(query);
        this.after = UserPosition.after(query);
    }

    /** The users of the page, and one more if there is one. */
    List<User> read(Sql sql) {
        String text = text(sql);
        return sql.sql(text)
                .param("limit", query.top() + 1)
                .params(parameters)
                .query(UserRow::read)
                .list();
    }

    private String text(Sql sql) {
        if (terms.isEmpty()) {
            return "select * from directory_user where " + behind() + order("") + " limit :limit";
        }
        if (sql.isEmbedded() && query.sort() == UserQuery.Sort.DISPLAY_NAME) {
            return placed();
        }
        String hits = sql.isEmbedded() ? matches() : "from directory_user where " + contains("like");
        return isFew(sql, hits) ? sorted(sql, hits) : walked(sql);
    }

    /** SQLite, by place. */
    private String placed() {
        parameters.put("match", match());
        after.ifPresent(this::put);
        String behind = after.isEmpty()
                ? ""
                : query.descending()
                        ? " and rowid < coalesce((select place from directory_user where (sort_name, id) >= (:key, :id)"
                                + " order by sort_name, id limit 1), " + Long.MAX_VALUE + ")"
                        : " and rowid > coalesce((select place from directory_user where (sort_name, id) <= (:key, :id)"
                                + " order by sort_name desc, id desc limit 1), 0)";
        String direction = query.descending() ? " desc" : " asc";
        return "select u.* from (select rowid as place from user_text where user_text match :match" + behind
                + " order by rowid" + direction + " limit :limit) t"
                + " cross join directory_user u on u.place = t.place order by t.place" + direction;
    }

    private boolean isFew(Sql sql, String hits) {
        int count = sql.sql("select count(*) from (select 1 as hit " + hits + " limit " + (FEW + 1) + ") hits")
                .params(parameters)
                .query(Integer.class)
                .single();
        return count <= FEW;
    }

    private String sorted(Sql sql, String hits) {
        String found = sql.isEmbedded()
                ? "(select rowid as place " + hits + ") h cross join directory_user u on u.place = h.place"
                : "(select id as hit " + hits + " offset 0) h join directory_user u on u.id = h.hit";
        return "select u.* from (select u.id " + "from " + found + " where " + behind("u.") + order("u.")
                + " limit :limit) page join directory_user u on u.id = page.id" + order("u.");
    }

    private String walked(Sql sql) {
        parameters.clear();
        return "select * from directory_user where " + contains(sql.isEmbedded() ? "instr" : "like") + " and "
                + behind() + order("") + " limit :limit";
    }

    private String matches() {
        parameters.put("match", match());
        return "from user_text where user_text match :match";
    }

    /** In FTS5's query language (sqlite.org/fts5.html, 3): texts in quotes. */
    private String match() {
        return terms.stream()
                .map(any -> any.stream()
                        .map(term -> "\"" + term.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(" OR ", "(", ")")))
                .collect(Collectors.joining(" AND "));
    }

    private String contains(String how) {
        List<String> all = new ArrayList<>();
        for (List<String> any : terms) {
            all.add(any.stream().map(term -> contains(how, term)).collect(Collectors.joining(" or ", "(", ")")));
        }
        return String.join(" and ", all);
    }

    private String contains(String how, String term) {
        String name = "term" + parameters.size();
        if (how.equals("instr")) {
            parameters.put(name, term);
            return "instr(search, :" + name + ") > 0";
        }
        parameters.put(name, "%" + term.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
        return "search like :" + name + " escape '!'";
    }

    private String behind() {
        return behind("");
    }

    private String behind(String table) {
        if (after.isEmpty()) {
            return "1 = 1";
        }
        put(after.get());
        return "(" + table + column() + ", " + table + "id) " + (query.descending() ? "<" : ">") + " (:key, :id)";
    }

    private void put(UserPosition position) {
        parameters.put("id", position.id());
        parameters.put("key", position.sort().isNumeric() ? (Object) position.number() : position.key());
    }

    private String order(String table) {
        String direction = query.descending() ? " desc" : " asc";
        return " order by " + table + column() + direction + ", " + table + "id" + direction;
    }

    private String column() {
        return switch (query.sort()) {
            case DISPLAY_NAME -> "sort_name";
            case NAME -> "name";
            case CREATED -> "created_ms";
        };
    }
}
