package org.odklep.store.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.odklep.user.SearchText;
import org.odklep.user.SearchText.Term;
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
    private final List<List<Term>> terms;
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
        String hits = sql.isEmbedded() ? matches() : "from directory_user where " + contains("like", terms, "");
        return isFew(sql, hits) ? sorted(sql, hits) : walked(sql);
    }

    /** SQLite, by place. */
    private String placed() {
        parameters.put("match", match());
        after.ifPresent(this::put);
        String behind = after.isEmpty()
                ? ""
                : query.descending()
                        ? " and t.rowid < coalesce((select place from directory_user where (sort_name, id) >= (:key, :id)"
                                + " order by sort_name, id limit 1), " + Long.MAX_VALUE + ")"
                        : " and t.rowid > coalesce((select place from directory_user where (sort_name, id) <= (:key, :id)"
                                + " order by sort_name desc, id desc limit 1), 0)";
        String direction = query.descending() ? " desc" : " asc";
        return "select u.* from user_text t cross join directory_user u on u.place = t.rowid where t.user_text match :match"
                + exact("u.") + behind + " order by t.rowid" + direction + " limit :limit";
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
        return "select u.* from (select u.id from " + found + " where " + behind("u.")
                + (sql.isEmbedded() ? exact("u.") : "") + order("u.")
                + " limit :limit) page join directory_user u on u.id = page.id" + order("u.");
    }

    private String walked(Sql sql) {
        parameters.clear();
        return "select * from directory_user where " + contains(sql.isEmbedded() ? "instr" : "like", terms, "")
                + " and " + behind() + order("") + " limit :limit";
    }

    private String matches() {
        parameters.put("match", match());
        return "from user_text where user_text match :match";
    }

    /** In FTS5's query language (sqlite.org/fts5.html, 3): texts in quotes. */
    private String match() {
        return terms.stream()
                .map(any -> any.stream()
                        .map(term -> "\"" + term.key().replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(" OR ", "(", ")")))
                .collect(Collectors.joining(" AND "));
    }

    /** What the index does not tell, because several things may share a key. */
    private String exact(String table) {
        List<List<Term>> keyed = terms.stream()
                .filter(any -> any.stream().anyMatch(Term::isKeyed))
                .toList();
        return keyed.isEmpty() ? "" : " and " + contains("instr", keyed, table);
    }

    private String contains(String how, List<List<Term>> which, String table) {
        return which.stream()
                .map(any -> any.stream()
                        .map(term -> contains(how, term.text(), table))
                        .collect(Collectors.joining(" or ", "(", ")")))
                .collect(Collectors.joining(" and "));
    }

    private String contains(String how, String text, String table) {
        String name = "term" + parameters.size();
        if (how.equals("instr")) {
            parameters.put(name, text);
            return "instr(" + table + "search, :" + name + ") > 0";
        }
        parameters.put(name, "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
        return table + "search like :" + name + " escape '!'";
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
