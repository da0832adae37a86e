package org.odklep.store.sql;

import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Text;
import org.odklep.sending.Alert;
import org.odklep.sending.KnownRecipients;
import org.odklep.sending.SendLedger.Batch;
import org.odklep.sending.SendLedger.Count;
import org.odklep.sending.SendLedger.Trace;
import org.odklep.sending.SentCount;

/**
 * Writes a batch. Rows that others may write too are written in the order of their keys, and each once: so two nodes
 * never wait for one another crosswise, and PostgreSQL takes many rows in one statement.
 */
final class LedgerBatch {
    private static final int ACCOUNTS_AT_ONCE = 500;
    private static final String BETWEEN_DOMAINS = " ";

    private LedgerBatch() {}

    static void write(Sql sql, Batch batch) {
        known(sql, batch.known());
        traces(sql, batch.traces());
        refused(sql, batch.refused());
        alerts(sql, batch.alerts());
        SentCounts.write(sql, batch);
        hours(sql, batch.counts());
    }

    /** The domains of a trace, as stored. */
    static List<String> domains(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(BETWEEN_DOMAINS));
    }

    /** Last of all: every node writes these few rows, and whoever is next waits for the end of the transaction. */
    private static void hours(Sql sql, List<Count> counts) {
        Map<Long, SentCount> sums = new TreeMap<>();
        counts.forEach(count ->
                sums.merge(count.from().truncatedTo(ChronoUnit.HOURS).toEpochMilli(), count.sent(), SentCount::plus));
        sql.batch(
                """
                insert into sent_hour (from_ms, messages, recipients) values (?, ?, ?)
                on conflict (from_ms) do update set
                    messages = sent_hour.messages + excluded.messages,
                    recipients = sent_hour.recipients + excluded.recipients
                """,
                sums.entrySet(),
                (parameters, sum) -> parameters
                        .add(sum.getKey())
                        .add(sum.getValue().messages())
                        .add((long) sum.getValue().internal() + sum.getValue().external()));
    }

    /** In the order of the accounts, by which the table is stored: each of its pages is then touched once. */
    private static void traces(Sql sql, List<Trace> traces) {
        sql.batch(
                """
                insert into message_trace
                    (account, at_ms, id, queue_id, sender, recipients, domains, size, client)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                traces.stream().sorted(Comparator.comparing(Trace::account)).toList(),
                (parameters, trace) -> parameters
                        .add(trace.account().value())
                        .add(trace.message().at().toEpochMilli())
                        .add(ThreadLocalRandom.current().nextLong())
                        .add(trace.message().queueId())
                        .add(trace.message().sender())
                        .add(trace.message().recipients())
                        .add(Text.storable(
                                String.join(BETWEEN_DOMAINS, trace.message().domains())))
                        .add(trace.message().size())
                        .add(trace.message().client().value()));
    }

    private static void known(Sql sql, Map<AccountName, int[]> known) {
        List<AccountName> accounts = known.keySet().stream().sorted().toList();
        for (int from = 0; from < accounts.size(); from += ACCOUNTS_AT_ONCE) {
            int to = Math.min(accounts.size(), from + ACCOUNTS_AT_ONCE);
            known(sql, known, accounts.subList(from, to));
        }
    }

    /** Makes the rows first, if need be, so that there is something to lock before reading. */
    private static void known(Sql sql, Map<AccountName, int[]> known, List<AccountName> accounts) {
        sql.batch(
                "insert into known_recipients (account, fingerprints) values (?, ?) on conflict do nothing",
                accounts,
                (parameters, account) -> parameters.add(account.value()).add(new byte[0]));
        List<Known> merged = sql.sql("select * from known_recipients where account in (:accounts) order by account"
                        + sql.lockingRows())
                .param("accounts", accounts.stream().map(AccountName::value).toList())
                .query((row, index) ->
                        Known.merge(AccountName.of(row.getString("account")), row.getBytes("fingerprints"), known))
                .list();
        sql.batch(
                "update known_recipients set fingerprints = ? where account = ?",
                merged,
                (parameters, row) -> parameters.add(row.fingerprints).add(row.account.value()));
    }

    private static void refused(Sql sql, Map<String, Integer> refused) {
        sql.batch(
                "update restriction set refused = refused + ? where id = ?",
                new TreeMap<>(refused).entrySet(),
                (parameters, times) -> parameters.add(times.getValue()).add(times.getKey()));
    }

    private static void alerts(Sql sql, Collection<Alert> alerts) {
        sql.batch(
                """
                insert into alert (account, at_ms, id, shadow, action, evidence) values (?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """,
                alerts,
                (parameters, alert) -> parameters
                        .add(alert.account().value())
                        .add(alert.at().toEpochMilli())
                        .add(alert.id())
                        .add(alert.shadow() ? 1 : 0)
                        .add(alert.action().key())
                        .add(EvidenceDocument.write(alert.evidence())));
    }

    private record Known(AccountName account, byte[] fingerprints) {
        static Known merge(AccountName account, byte[] stored, Map<AccountName, int[]> fresh) {
            int[] added = fresh.getOrDefault(account, new int[0]);
            return new Known(account, Fingerprints.write(KnownRecipients.merge(Fingerprints.read(stored), added)));
        }
    }
}
