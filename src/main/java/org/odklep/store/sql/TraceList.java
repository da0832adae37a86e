package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.sending.TraceQuery;
import org.odklep.sending.TraceQuery.Found;
import org.odklep.sending.TraceQuery.Position;

/**
 * The statements behind one page of messages. By account, or by time, the rows are read in the order of an index, from where
 * the page before ended. What no index finds is picked out of a bounded number of rows, so that a page costs the same however
 * rare it is and however many messages there are. The text is put together from constants; values are parameters.
 */
final class TraceList {
    private static final String ORDER = " order by at_ms desc, account desc, id desc limit :most";

    private final TraceQuery query;
    private final List<String> conditions = new ArrayList<>(List.of("at_ms >= :from", "at_ms < :to"));
    private final Map<String, Object> parameters = new HashMap<>();

    TraceList(TraceQuery query) {
        this.query = query;
        parameters.put("from", query.from().toEpochMilli());
        parameters.put("to", query.to().toEpochMilli());
        parameters.put("limit", query.limit() + 1);
        parameters.put("most", query.isPicky() ? TraceQuery.LOOKED_AT : query.limit() + 1);
        query.account().ifPresent(account -> {
            conditions.add("account = :account");
            parameters.put("account", account.value());
        });
        query.after().ifPresent(this::after);
    }

    TraceQuery.Page page(Sql sql) {
        List<Found> found =
                sql.sql(text()).params(parameters).query(TraceList::found).list();
        List<Found> page = found.subList(0, Math.min(query.limit(), found.size()));
        Optional<Position> next = found.size() > query.limit()
                ? Optional.of(page.getLast().position())
                : query.isPicky() ? endOfLook(sql) : Optional.empty();
        return new TraceQuery.Page(page, next);
    }

    private String text() {
        String rows = "select * from message_trace where " + String.join(" and ", conditions) + ORDER;
        if (!query.isPicky()) {
            return rows;
        }
        parameters.put("sender", "%" + Sql.literally(query.sender()) + "%");
        parameters.put("domain", "%" + Sql.literally(query.domain()) + "%");
        return "select * from (" + rows + ") looked_at where lower(sender) like :sender escape '!'"
                + " and lower(domains) like :domain escape '!' order by at_ms desc, account desc, id desc limit :limit";
    }

    /** The last row that was looked at, when there may be more behind it. */
    private Optional<Position> endOfLook(Sql sql) {
        return sql.sql("select at_ms, account, id from message_trace where " + String.join(" and ", conditions)
                        + " order by at_ms desc, account desc, id desc limit 1 offset :last")
                .params(parameters)
                .param("last", TraceQuery.LOOKED_AT - 1)
                .query((row, index) -> position(row))
                .optional();
    }

    /** The bound on the time alone keeps to the index, where the comparison of whole positions would not. */
    private void after(Position end) {
        conditions.add("at_ms <= :end and (at_ms, account, id) < (:end, :end_account, :end_id)");
        parameters.put("end", end.at().toEpochMilli());
        parameters.put("end_account", end.account().value());
        parameters.put("end_id", end.id());
    }

    private static Found found(ResultSet row, int index) throws SQLException {
        return new Found(position(row), SqlSendLedger.trace(row, index));
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(Sql.instant(row, "at_ms"), AccountName.of(row.getString("account")), row.getLong("id"));
    }
}
