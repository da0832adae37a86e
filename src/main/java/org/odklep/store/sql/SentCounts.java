package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.odklep.kernel.AccountName;
import org.odklep.sending.KnownRecipients;
import org.odklep.sending.SendLedger.Batch;
import org.odklep.sending.SendLedger.Count;
import org.odklep.sending.SendLedger.News;
import org.odklep.sending.SentCount;

/**
 * The table of counts. An embedded one is written by one node, and has a row for each account and minute, to which every
 * batch adds. In PostgreSQL several nodes write: every batch appends rows under a number of its own, by which the other
 * nodes find what they do not know yet. Numbers become visible in their order, so whoever read all up to one of them
 * missed nothing and reads nothing twice.
 */
final class SentCounts {
    private static final int PORTION = 20_000;
    /** A node that was away for long catches up in several looks, so that what it reads fits its memory. */
    private static final int BATCHES_AT_ONCE = 1000;

    private static final String COUNTER = "sent";

    private final Database database;

    SentCounts(Database database) {
        this.database = database;
    }

    /** The columns of the primary key. */
    String key() {
        return database.isEmbedded() ? "account, from_ms" : "account, from_ms, batch";
    }

    static void write(Sql sql, Batch batch) {
        Map<Count, SentCount> sums =
                new TreeMap<>(Comparator.comparing(Count::account).thenComparing(Count::from));
        batch.counts().forEach(count -> sums.merge(count, count.sent(), SentCount::plus));
        if (sql.isEmbedded()) {
            addUp(sql, sums);
        } else if (!sums.isEmpty()) {
            append(sql, sums, batch);
        }
    }

    private static void addUp(Sql sql, Map<Count, SentCount> sums) {
        sql.batch("""
                insert into sent_count (account, from_ms, messages, internal, external, first_time)
                values (?, ?, ?, ?, ?, ?)
                on conflict (account, from_ms) do update set
                    messages = sent_count.messages + excluded.messages,
                    internal = sent_count.internal + excluded.internal,
                    external = sent_count.external + excluded.external,
                    first_time = sent_count.first_time + excluded.first_time
                """, sums.entrySet(), (parameters, sum) -> fill(parameters, sum.getKey(), sum.getValue()));
    }

    /** The first row of each account takes its new fingerprints along. */
    private static void append(Sql sql, Map<Count, SentCount> sums, Batch batch) {
        long number = sql.raise(COUNTER);
        Map<AccountName, int[]> known = new HashMap<>(batch.known());
        List<Row> rows = new ArrayList<>();
        sums.forEach((count, sent) -> {
            int[] fresh = known.remove(count.account());
            rows.add(new Row(count, sent, fresh == null ? new int[0] : fresh));
        });
        sql.batch(
                """
                insert into sent_count
                    (account, from_ms, messages, internal, external, first_time, batch, node, fresh)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                rows,
                (parameters, row) -> fill(parameters, row.count, row.sent)
                        .add(number)
                        .add(batch.node())
                        .add(Fingerprints.write(row.fresh)));
    }

    private static Sql.Parameters fill(Sql.Parameters parameters, Count count, SentCount sent) throws SQLException {
        return parameters
                .add(count.account().value())
                .add(count.from().toEpochMilli())
                .add(sent.messages())
                .add(sent.internal())
                .add(sent.external())
                .add(sent.firstTime());
    }

    /** See {@link org.odklep.sending.SendLedger#counts}. Read in portions, so that neither memory nor a transaction grows. */
    long all(Instant since, Consumer<Count> each) {
        long last = database.isEmbedded() ? 0 : database.read(SentCounts::last);
        List<Stored> portion = portion(Map.of("account", "", "from", 0L, "batch", 0L), since, last);
        while (!portion.isEmpty()) {
            portion.forEach(stored -> each.accept(stored.count));
            portion = portion.size() < PORTION
                    ? List.of()
                    : portion(portion.getLast().place(), since, last);
        }
        return last;
    }

    /** The signs keep the planners from other indexes: rows are wanted in the order of the key. */
    private List<Stored> portion(Map<String, Object> after, Instant since, long last) {
        String rest = database.isEmbedded()
                ? "(account, from_ms) > (:account, :from) and +from_ms >= :since"
                : "(account, from_ms, batch) > (:account, :from, :batch) and +from_ms >= :since and +batch <= :last";
        return database.read(sql -> sql.sql(
                        "select * from sent_count where " + rest + " order by " + key() + " limit :limit")
                .params(after)
                .param("since", since.toEpochMilli())
                .param("last", last)
                .param("limit", PORTION)
                .query((row, index) -> new Stored(count(row), sql.isEmbedded() ? 0 : row.getLong("batch")))
                .list());
    }

    /** See {@link org.odklep.sending.SendLedger#news}; an embedded database is not even asked. */
    News news(long node, long seen) {
        return database.isEmbedded() ? News.none(seen) : database.read(sql -> news(sql, node, seen));
    }

    /** The number is read first: what is committed in between comes the next time. */
    private static News news(Sql sql, long node, long seen) {
        long last = Math.min(last(sql), seen + BATCHES_AT_ONCE);
        List<Count> counts = new ArrayList<>();
        Map<AccountName, int[]> known = new HashMap<>();
        if (last > seen) {
            sql.sql("select * from sent_count where batch > :seen and batch <= :last and node <> :node")
                    .param("seen", seen)
                    .param("last", last)
                    .param("node", node)
                    .query(row -> {
                        Count count = count(row);
                        counts.add(count);
                        int[] fresh = Fingerprints.read(row.getBytes("fresh"));
                        if (fresh.length > 0) {
                            known.merge(count.account(), fresh, KnownRecipients::merge);
                        }
                    });
        }
        return new News(last, counts, known);
    }

    private static long last(Sql sql) {
        return sql.sql("select value from counter where name = :name")
                .param("name", COUNTER)
                .query(Long.class)
                .single();
    }

    private static Count count(ResultSet row) throws SQLException {
        SentCount sent = new SentCount(
                row.getInt("messages"), row.getInt("internal"), row.getInt("external"), row.getInt("first_time"));
        return new Count(AccountName.of(row.getString("account")), Sql.instant(row, "from_ms"), sent);
    }

    private record Row(Count count, SentCount sent, int[] fresh) {}

    private record Stored(Count count, long batch) {
        Map<String, Object> place() {
            return Map.of(
                    "account", count.account().value(), "from", count.from().toEpochMilli(), "batch", batch);
        }
    }
}
