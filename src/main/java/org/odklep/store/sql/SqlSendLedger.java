package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.ClientCount;
import org.odklep.lock.MessageTrace;
import org.odklep.sending.Action;
import org.odklep.sending.Alert;
import org.odklep.sending.SendLedger;
import org.odklep.sending.TraceQuery;

/** What was sent: counts by the minute, messages, recipients' fingerprints, alerts. */
public final class SqlSendLedger implements SendLedger {
    private final Database database;

    public SqlSendLedger(Database database) {
        this.database = database;
    }

    @Override
    public void write(Batch batch) {
        if (batch.isEmpty()) {
            return;
        }
        database.write(sql -> {
            LedgerBatch.write(sql, batch);
            return batch;
        });
    }

    @Override
    public long counts(Instant since, Consumer<Count> each) {
        return new SentCounts(database).all(since, each);
    }

    @Override
    public News news(long node, long seen) {
        return new SentCounts(database).news(node, seen);
    }

    @Override
    public int[] knownRecipients(AccountName account) {
        return database.read(sql -> sql.sql("select fingerprints from known_recipients where account = :account")
                .param("account", account.value())
                .query((row, index) -> Fingerprints.read(row.getBytes("fingerprints")))
                .optional()
                .orElseGet(() -> new int[0]));
    }

    @Override
    public List<MessageTrace> traces(AccountName account, int limit) {
        return database.read(
                sql -> sql.sql("select * from message_trace where account = :account order by at_ms desc limit :limit")
                        .param("account", account.value())
                        .param("limit", limit)
                        .query(SqlSendLedger::trace)
                        .list());
    }

    @Override
    public TraceQuery.Page search(TraceQuery query) {
        return database.read(sql -> new TraceList(query).page(sql));
    }

    @Override
    public List<ClientCount> clients(AccountName account, Instant since, int limit) {
        return database.read(sql -> sql.sql("""
                select client, count(*) as messages, max(at_ms) as last_ms
                from message_trace where account = :account and at_ms >= :since
                group by client order by messages desc, last_ms desc limit :limit
                """)
                .param("account", account.value())
                .param("since", since.toEpochMilli())
                .param("limit", limit)
                .query((row, index) -> new ClientCount(
                        new ClientAddress(row.getString("client")),
                        row.getLong("messages"),
                        Sql.instant(row, "last_ms")))
                .list());
    }

    @Override
    public List<Alert> alerts(Optional<AccountName> account, int limit) {
        String ofAccount = account.isPresent() ? "where account = :account" : "";
        return database.read(
                sql -> sql.sql("select * from alert " + ofAccount + " order by at_ms desc, id desc limit :limit")
                        .param("account", account.map(AccountName::value).orElse(""))
                        .param("limit", limit)
                        .query(SqlSendLedger::alert)
                        .list());
    }

    @Override
    public List<Hour> hours(Instant since) {
        return database.read(sql -> sql.sql("select * from sent_hour where from_ms >= :since order by from_ms")
                .param("since", since.toEpochMilli())
                .query((row, index) ->
                        new Hour(Sql.instant(row, "from_ms"), row.getLong("messages"), row.getLong("recipients")))
                .list());
    }

    @Override
    public void prune(Instant countsBefore, Instant tracesBefore) {
        prune("sent_count", new SentCounts(database).key(), "from_ms", countsBefore);
        prune("message_trace", "account, at_ms, id", "at_ms", tracesBefore);
        prune("alert", "account, at_ms, id", "at_ms", tracesBefore);
        prune("sent_hour", "from_ms", "from_ms", tracesBefore.minus(TOTALS));
    }

    private void prune(String table, String key, String column, Instant before) {
        new Portions(database, table, key).delete(column + " < :before", Map.of("before", before.toEpochMilli()));
    }

    static MessageTrace trace(ResultSet row, int index) throws SQLException {
        return new MessageTrace(
                Sql.instant(row, "at_ms"),
                row.getString("queue_id"),
                row.getString("sender"),
                row.getInt("recipients"),
                LedgerBatch.domains(row.getString("domains")),
                row.getLong("size"),
                new ClientAddress(row.getString("client")));
    }

    private static Alert alert(ResultSet row, int index) throws SQLException {
        return new Alert(
                row.getString("id"),
                AccountName.of(row.getString("account")),
                Sql.instant(row, "at_ms"),
                row.getInt("shadow") == 1,
                Action.byKey(row.getString("action")).orElseThrow(),
                EvidenceDocument.read(row.getString("evidence")));
    }
}
