package org.odklep.store.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.odklep.kernel.AccountName;
import org.odklep.user.SearchText;
import org.odklep.user.SearchText.Term;
import org.odklep.user.User;
import org.odklep.user.UserPage;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statement behind one page of users. Its text is put together from constants; values are parameters.
 *
 * <p>SQLite has an index of trigrams for each order, which gives the users as they come in it, and is left when the page is
 * full. PostgreSQL has one index that gives no order: when it says that a query means few users, those are sorted; and
 * when it means many, users are read in the order of the list until the page is full. A query that names those it means is
 * answered from these names by both: they are few.
 */
final class UserList {
    private static final int FEW = 10_000;

    private final UserQuery query;
    private final UserOrder order;
    private final List<List<Term>> terms;
    private final Optional<UserPosition> after;
    private final Optional<Set<AccountName>> names;
    private final Map<String, Object> parameters = new HashMap<>();

    /** @throws IllegalArgumentException when the query goes on after what is no end of a page */
    UserList(UserQuery query) {
        this.query = query;
        this.order = UserOrder.of(query.sort());
        this.terms = SearchText.terms(query);
        this.after = UserPosition.after(query);
        this.names = query.filter().names();
    }

    /** The page; those who are named are counted by the way. */
    UserPage page(Sql sql) {
        if (isNobody()) {
            return UserPage.of(List.of(), query);
        }
        if (names.isPresent()) {
            return pageOfNamed(sql);
        }
        String text = sql.isEmbedded() ? placed() : unplaced(sql);
        return UserPage.of(ask(sql, text).query(UserRow::read).list(), query);
    }

    private JdbcClient.StatementSpec ask(Sql sql, String text) {
        return sql.sql(text).param("limit", query.top() + 1).params(parameters);
    }

    private UserPage pageOfNamed(Sql sql) {
        List<Named> found = ask(sql, named(sql))
                .query((row, index) -> new Named(UserRow.read(row, index), row.getLong("hits")))
                .list();
        UserPage page = UserPage.of(found.stream().map(Named::user).toList(), query);
        return found.isEmpty() ? page : page.outOf(found.getFirst().hits());
    }

    private record Named(User user, long hits) {}

    /** How many users the query means, on whatever page; not more than so many are counted. */
    long count(Sql sql, int most) {
        if (isNobody()) {
            return 0;
        }
        String hits = hits(sql);
        return sql.sql("select count(*) from (" + hits + " limit :most) hits")
                .param("most", most)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private String hits(Sql sql) {
        if (names.isPresent()) {
            return among(sql, "select 1 as hit");
        }
        return sql.isEmbedded()
                ? indexed("select 1 as hit")
                : "select 1 as hit from visible_user where "
                        + (terms.isEmpty() ? "1 = 1" : contains("like", terms, ""));
    }

    private boolean isNobody() {
        return names.filter(Set::isEmpty).isPresent();
    }

    /** Ids are put in order, and rows are read for those of the page only. */
    private String named(Sql sql) {
        String hits = among(sql, "select u.id, u." + order.column() + ", count(*) over () as hits");
        return "select u.*, page.hits from (select * from (" + hits + ") m where " + behind("m.") + ordered("m.")
                + " limit :limit) page" + (sql.isEmbedded() ? " cross" : "")
                + " join directory_user u on u.id = page.id" + ordered("u.");
    }

    /**
     * Users by way of the names that the query gives, which no database shall do the other way round. They come in one
     * parameter: thousands of them take longer to be read than to be looked up.
     */
    private String among(Sql sql, String what) {
        names.ifPresent(given -> parameters.put(
                "names",
                Json.write(given.stream().map(AccountName::value).sorted().toList())));
        String owners = sql.isEmbedded()
                ? " from (select distinct n.user_id from json_each(:names) given cross join user_name n on n.name = given.value) n cross"
                : " from (select distinct n.user_id from json_array_elements_text(cast(:names as json)) given(name)"
                        + " join user_name n on n.name = given.name offset 0) n";
        return what + owners + " join visible_user u on u.id = n.user_id where "
                + (terms.isEmpty() ? "1 = 1" : contains(sql.isEmbedded() ? "instr" : "like", terms, "u."));
    }

    private String placed() {
        String direction = query.descending() ? " desc" : " asc";
        if (terms.isEmpty()) {
            return "select u.* from visible_user u where u." + order.place() + " is not null and " + behind("u.")
                    + ordered("u.") + " limit :limit";
        }
        return indexed("select u.*") + (after.isEmpty() ? "" : " and t.rowid " + behindPlace()) + " order by t.rowid"
                + direction + " limit :limit";
    }

    /** Users by way of their places, which the index gives in order. */
    private String indexed(String what) {
        if (terms.isEmpty()) {
            return what + " from visible_user u where u." + order.place() + " is not null";
        }
        parameters.put("match", match());
        return what + " from " + order.index() + " t cross join visible_user u on u." + order.place()
                + " = t.rowid where t." + order.index() + " match :match" + exact("u.");
    }

    private String behindPlace() {
        after.ifPresent(this::put);
        String known = "(select " + order.place() + " from directory_user where " + order.place() + " is not null and ("
                + order.column() + ", id) ";
        return query.descending()
                ? "< coalesce(" + known + ">= (:key, :id) order by " + order.column() + ", id limit 1), "
                        + Long.MAX_VALUE + ")"
                : "> coalesce(" + known + "<= (:key, :id) order by " + order.column() + " desc, id desc limit 1), 0)";
    }

    private String unplaced(Sql sql) {
        if (terms.isEmpty()) {
            return "select * from visible_user where " + behind("") + ordered("") + " limit :limit";
        }
        String hits = "from visible_user where " + contains("like", terms, "");
        return isFew(sql, hits) ? sorted(hits) : walked();
    }

    private boolean isFew(Sql sql, String hits) {
        int count = sql.sql("select count(*) from (select 1 as hit " + hits + " limit " + (FEW + 1) + ") hits")
                .params(parameters)
                .query(Integer.class)
                .single();
        return count <= FEW;
    }

    private String sorted(String hits) {
        return "select u.* from (select u.id from (select id as hit " + hits
                + " offset 0) h join directory_user u on u.id = h.hit where " + behind("u.") + ordered("u.")
                + " limit :limit) page join directory_user u on u.id = page.id" + ordered("u.");
    }

    private String walked() {
        parameters.clear();
        return "select * from visible_user where " + contains("like", terms, "") + " and " + behind("") + ordered("")
                + " limit :limit";
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

    private String behind(String table) {
        if (after.isEmpty()) {
            return "1 = 1";
        }
        put(after.get());
        return "(" + table + order.column() + ", " + table + "id) " + (query.descending() ? "<" : ">") + " (:key, :id)";
    }

    private void put(UserPosition position) {
        parameters.put("id", position.id());
        parameters.put("key", position.sort().isNumeric() ? (Object) position.number() : position.key());
    }

    private String ordered(String table) {
        String direction = query.descending() ? " desc" : " asc";
        return " order by " + table + order.column() + direction + ", " + table + "id" + direction;
    }
}
