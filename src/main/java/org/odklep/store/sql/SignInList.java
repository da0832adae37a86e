package org.odklep.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.signin.SignInLog.Position;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignInSearch;

/**
 * The statements behind one page of attempts to sign in. By account, or by time, the rows are read in the order of an index,
 * from where the page before ended. What no index finds is picked out of a bounded number of rows, so that a page costs the
 * same however rare it is. The text is put together from constants; values are parameters.
 */
final class SignInList {
    private static final String ORDER = " order by at_ms desc, id desc";

    private final SignInSearch search;
    private final List<String> conditions = new ArrayList<>(List.of("at_ms >= :from", "at_ms < :to"));
    private final Map<String, Object> parameters = new HashMap<>();

    SignInList(SignInSearch search) {
        this.search = search;
        parameters.put("from", search.from().toEpochMilli());
        parameters.put("to", search.to().toEpochMilli());
        parameters.put("most", search.isPicky() ? SignInSearch.LOOKED_AT : search.limit() + 1);
        search.account().ifPresent(account -> {
            conditions.add("account = :account");
            parameters.put("account", account.value());
        });
        search.after().ifPresent(end -> {
            conditions.add("at_ms <= :end and (at_ms, id) < (:end, :end_id)");
            parameters.put("end", end.at().toEpochMilli());
            parameters.put("end_id", end.id());
        });
    }

    SignInSearch.Page page(Sql sql) {
        List<SignInRecord> found = found(sql);
        List<SignInRecord> page = found.subList(0, Math.min(search.limit(), found.size()));
        Optional<Position> next = found.size() > page.size()
                ? Optional.of(Position.of(page.getLast()))
                : search.isPicky() ? endOfLook(sql) : Optional.empty();
        return new SignInSearch.Page(page, next);
    }

    /** The rows come one by one: a network that begins within a number is told apart here. */
    private List<SignInRecord> found(Sql sql) {
        String text = "select * from (select * from sign_in where " + String.join(" and ", conditions) + ORDER
                + " limit :most) looked_at where 1 = 1" + wanted() + ORDER;
        try (Stream<SignInRecord> rows = sql.sql(text).params(parameters).query(SqlSignInLog::attempt).stream()) {
            return rows.filter(search::wants).limit(search.limit() + 1L).toList();
        }
    }

    private String wanted() {
        StringBuilder wanted = new StringBuilder();
        if (!search.part().isEmpty()) {
            wanted.append(" and account like :part escape '!'");
            parameters.put("part", "%" + Sql.literally(search.part()) + "%");
        }
        search.success().ifPresent(success -> wanted.append(success ? " and code = 'SUCCESS'" : SqlSignInLog.FAILED));
        search.code().ifPresent(code -> {
            wanted.append(" and code = :code");
            parameters.put("code", code.name());
        });
        search.client().ifPresent(network -> {
            wanted.append(" and client like :client escape '!'");
            parameters.put("client", Sql.literally(network.beginning()) + "%");
        });
        return wanted + (search.unfamiliar() ? " and familiar = 0" : "");
    }

    /** The last row that was looked at, when there may be more behind it. */
    private Optional<Position> endOfLook(Sql sql) {
        return sql.sql("select at_ms, id from sign_in where " + String.join(" and ", conditions) + ORDER
                        + " limit 1 offset :last")
                .params(parameters)
                .param("last", SignInSearch.LOOKED_AT - 1)
                .query((row, index) -> new Position(Sql.instant(row, "at_ms"), row.getString("id")))
                .optional();
    }
}
