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
import org.odklep.sending.SentCount;
import org.odklep.sending.TraceQuery;

/** What was sent: counts by the minute, messages, recipients' fingerprints, alerts. */
public final class SqlSendLedger implements SendLedger {
    private static final int PORTION = 20_000;

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

    /** Read in portions, so that neither memory nor a long transaction grows with the table. */
    @Override
    public void counts(Instant since, Consumer<Count> each) {
        List<Count> portion = portion("", 0, since);
        while (!portion.isEmpty()) {
            portion.forEach(each);
            Count last = portion.getLast();
            portion = portion.size() < PORTION
                    ? List.of()
                    : portion(last.account().value(), last.from().toEpochMilli(), since);
        }
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
        prune("sent_count", "account, from_ms", "from_ms", countsBefore);
        prune("message_trace", "account, at_ms, id", "at_ms", tracesBefore);
        prune("alert", "account, at_ms, id", "at_ms", tracesBefore);
        prune("sent_hour", "from_ms", "from_ms", tracesBefore.minus(TOTALS));
    }

    private void prune(String table, String key, String column, Instant before) {
        new Portions(database, table, key).delete(column + " < :before", Map.of("before", before.toEpochMilli()));
    }

    /** The sign before from_ms keeps the planners from the index by time: rows are wanted in the order of the key. */
    private List<Count> portion(String account, long from, Instant since) {
        return database.read(sql -> sql.sql("""
                select * from sent_count
                where (account, from_ms) > (:account, :from) and +from_ms >= :since
                order by account, from_ms limit :limit
                """)
                .param("account", account)
                .param("from", from)
                .param("since", since.toEpochMilli())
                .param("limit", PORTION)
                .query(SqlSendLedger::count)
                .list());
    }

    private static Count count(ResultSet row, int index) throws SQLException {
        SentCount sent = new SentCount(
                row.getInt("messages"), row.getInt("internal"), row.getInt("external"), row.getInt("first_time"));
        return new Count(AccountName.of(row.getString("account")), Sql.instant(row, "from_ms"), sent);
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
