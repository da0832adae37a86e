package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.ClientAddress;

/** The chain in a table that itself refuses to change or remove what it holds. */
public final class SqlAuditLog implements AuditLog {
    private static final int PORTION = 500;
    private static final Set<String> TEXTS = Set.of("target", "actor", "action");

    /**
     * Numbers never go back, clocks now and then do: an index of times tells the number to begin at. An entry would be missed
     * only if the clock had been set back over more than ten thousand entries.
     */
    private static final String FROM = " and at_ms + 0 >= :from and number >= (select min(number) from"
            + " (select number from audit where at_ms >= :from order by at_ms limit 10000) first_ones)";

    private static final String TO = " and at_ms + 0 < :to and number <= (select max(number) from"
            + " (select number from audit where at_ms < :to order by at_ms desc limit 10000) last_ones)";

    private final Database database;

    public SqlAuditLog(Database database) {
        this.database = database;
    }

    /** Adds a link within a transaction; whoever appends next waits for its end. */
    static AuditEntry append(Sql sql, AuditEvent event) {
        long number = sql.raise("audit");
        AuditEntry entry = AuditChain.link(number, hashBefore(sql, number), event);
        sql.sql("""
                insert into audit (number, at_ms, actor, origin, action, target, reason, before_text, after_text,
                    previous_hash, hash)
                values (:number, :at, :actor, :origin, :action, :target, :reason, :before, :after, :previous, :hash)
                """)
                .param("number", number)
                .param("at", event.at().toEpochMilli())
                .param("actor", event.actor())
                .param("origin", event.origin().value())
                .param("action", event.action())
                .param("target", event.target())
                .param("reason", event.reason())
                .param("before", event.before())
                .param("after", event.after())
                .param("previous", entry.previousHash())
                .param("hash", entry.hash())
                .update();
        return entry;
    }

    @Override
    public AuditEntry append(AuditEvent event) {
        return database.write(sql -> append(sql, event));
    }

    @Override
    public List<AuditEntry> newest(AuditQuery query) {
        Map<String, Object> parameters = new HashMap<>(Map.of("before", query.before(), "limit", query.limit()));
        StringBuilder wanted = new StringBuilder();
        query.target().ifPresent(target -> parameters.put("target", target));
        query.actor().ifPresent(actor -> parameters.put("actor", actor));
        query.action().ifPresent(action -> parameters.put("action", action));
        parameters.keySet().stream()
                .filter(TEXTS::contains)
                .forEach(name -> wanted.append(" and " + name + " = :" + name));
        query.from().ifPresent(from -> {
            wanted.append(FROM);
            parameters.put("from", from.toEpochMilli());
        });
        query.to().ifPresent(to -> {
            wanted.append(TO);
            parameters.put("to", to.toEpochMilli());
        });
        return database.read(sql -> sql.sql(
                        "select * from audit where number < :before" + wanted + " order by number desc limit :limit")
                .params(parameters)
                .query(SqlAuditLog::entry)
                .list());
    }

    @Override
    public Stream<AuditEntry> all() {
        return Stream.iterate(
                        portion(0),
                        portion -> !portion.isEmpty(),
                        portion -> portion(portion.getLast().number()))
                .flatMap(List::stream);
    }

    private List<AuditEntry> portion(long after) {
        return database.read(sql -> sql.sql("select * from audit where number > :after order by number limit :limit")
                .param("after", after)
                .param("limit", PORTION)
                .query(SqlAuditLog::entry)
                .list());
    }

    /** If entries were cut off the end, the chain goes on with a gap in its numbers, which a check finds. */
    private static String hashBefore(Sql sql, long number) {
        return sql.sql("select hash from audit where number < :number order by number desc limit 1")
                .param("number", number)
                .query(String.class)
                .optional()
                .orElse(AuditChain.START);
    }

    private static AuditEntry entry(ResultSet row, int index) throws SQLException {
        AuditEvent event = new AuditEvent(
                Sql.instant(row, "at_ms"),
                row.getString("actor"),
                new ClientAddress(row.getString("origin")),
                row.getString("action"),
                row.getString("target"),
                row.getString("reason"),
                row.getString("before_text"),
                row.getString("after_text"));
        return new AuditEntry(row.getLong("number"), event, row.getString("previous_hash"), row.getString("hash"));
    }
}
