package org.odklep.sending;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.odklep.kernel.AccountName;
import org.odklep.lock.ClientCount;
import org.odklep.lock.MessageTrace;

/**
 * Port: the durable memory of what was sent. All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store
 * is away.
 */
public interface SendLedger {
    /** How long counts and traces are needed to measure windows. */
    Duration WINDOW = Duration.ofHours(24);

    /** How much longer than traces the totals of hours are kept. */
    Duration TOTALS = Duration.ofDays(35);

    /** Writes a batch in one transaction: all of it or nothing. Counts add to those stored. */
    void write(Batch batch);

    /**
     * Passes on every stored count since an instant, the oldest first within each account; one of a stretch may come in parts.
     *
     * @return up to where batches were read: what comes after is {@link #news}
     */
    long counts(Instant since, Consumer<Count> each);

    /**
     * What other nodes wrote since a look: of each of their batches once, of the first thousand batches if there are more. A
     * store for one node has no news.
     *
     * @param node that looks, and knows its own batches
     * @param seen up to where it looked before
     */
    News news(long node, long seen);

    /** The fingerprints of the external addresses that an account wrote to; see {@link KnownRecipients#merge}. */
    int[] knownRecipients(AccountName account);

    /** The last messages of an account, newest first. */
    List<MessageTrace> traces(AccountName account, int limit);

    /** Messages of one account or of all, from page to page. */
    TraceQuery.Page search(TraceQuery query);

    /** The client addresses of an account since an instant, most used first. */
    List<ClientCount> clients(AccountName account, Instant since, int limit);

    /** Alerts, newest first, of one account if it is given. */
    List<Alert> alerts(Optional<AccountName> account, int limit);

    /** The totals of every hour since an instant in which mail was accepted, the oldest first. */
    List<Hour> hours(Instant since);

    /**
     * Removes what is old.
     *
     * @param countsBefore counts of stretches that began before this; at least {@link #WINDOW} ago
     * @param tracesBefore traces and alerts from before this, and totals of hours from {@link #TOTALS} before it
     */
    void prune(Instant countsBefore, Instant tracesBefore);

    /**
     * What an account sent within a minute, or the part of it that began with an epoch.
     *
     * @param from when the stretch begins; counts from before an account's epoch do not count any more
     */
    record Count(AccountName account, Instant from, SentCount sent) {
        public Count {
            from = from.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /**
     * What all accounts sent within an hour.
     *
     * @param from the beginning of the hour, in UTC
     */
    record Hour(Instant from, long messages, long recipients) {}

    /** A message of an account. */
    record Trace(AccountName account, MessageTrace message) {}

    /**
     * What other nodes wrote.
     *
     * @param seen up to where this look went
     * @param known new fingerprints of accounts among the counts
     */
    record News(long seen, List<Count> counts, Map<AccountName, int[]> known) {
        /** What a look finds that finds nothing. */
        public static News none(long seen) {
            return new News(seen, List.of(), Map.of());
        }
    }

    /**
     * What is written together.
     *
     * @param node that writes, by a number that no other has and it itself had never before
     * @param known new fingerprints of each account, in the order in which they were seen
     * @param refused how often each restriction refused since the last batch, by its reference
     * @param alerts crossings that restricted nobody
     */
    record Batch(
            long node,
            List<Count> counts,
            List<Trace> traces,
            Map<AccountName, int[]> known,
            Map<String, Integer> refused,
            List<Alert> alerts) {
        public boolean isEmpty() {
            return counts.isEmpty() && traces.isEmpty() && known.isEmpty() && refused.isEmpty() && alerts.isEmpty();
        }
    }
}
