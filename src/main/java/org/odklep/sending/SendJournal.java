package org.odklep.sending;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.MessageTrace;

/**
 * What is still to be written to the {@link SendLedger}: gathered in memory, written in batches, so that no message waits
 * for the store. While the store is away it gathers on: counts are kept (one a minute and account), traces only up to a
 * bound; those beyond it are dropped and counted.
 */
public final class SendJournal {
    private final SendLedger ledger;
    private final int maxTraces;
    private final long node = new SecureRandom().nextLong();
    private final Object flushing = new Object();
    private Page page = new Page();
    private Page writing = new Page();
    private long droppedTraces;
    private volatile boolean behind;

    /** @param maxTraces how many traces may wait to be written */
    public SendJournal(SendLedger ledger, int maxTraces) {
        this.ledger = ledger;
        this.maxTraces = maxTraces;
    }

    /**
     * Notes an accepted message; one that seems to be from before the epoch counts as of the epoch.
     *
     * @param epoch from when the account's mail counts
     * @param fresh fingerprints of recipients that the account never wrote to before
     */
    synchronized void accepted(AccountName account, Instant epoch, SentCount sent, MessageTrace message, int[] fresh) {
        Instant minute = message.at().truncatedTo(ChronoUnit.MINUTES);
        page.count(account, minute.isBefore(epoch) ? epoch : minute, sent);
        if (fresh.length > 0) {
            page.known.merge(account, fresh, SendJournal::concat);
        }
        if (page.traces.size() < maxTraces) {
            page.traces.add(new SendLedger.Trace(account, message));
        } else {
            droppedTraces++;
        }
    }

    synchronized void refused(String restriction) {
        page.refused.merge(restriction, 1, Integer::sum);
    }

    synchronized void alert(Alert alert) {
        page.alerts.add(alert);
    }

    /** The messages of an account that are not in the ledger yet, newest first. */
    synchronized List<MessageTrace> pending(AccountName account) {
        List<MessageTrace> pending = new ArrayList<>();
        for (Page each : List.of(writing, page)) {
            for (SendLedger.Trace trace : each.traces) {
                if (trace.account().equals(account)) {
                    pending.add(trace.message());
                }
            }
        }
        return pending.reversed();
    }

    /**
     * Writes what has been gathered; when this returns, everything that was noted before is written.
     *
     * @throws StoreUnavailable when it could not: nothing is lost, the next call tries again
     */
    public void flush() {
        synchronized (flushing) {
            SendLedger.Batch batch = turnPage();
            if (!batch.isEmpty()) {
                try {
                    ledger.write(batch);
                } catch (RuntimeException e) {
                    turnBack();
                    behind = true;
                    throw e;
                }
            }
            forgetWritten();
            behind = false;
        }
    }

    /** Who writes: each program that runs, anew at each start. */
    long node() {
        return node;
    }

    /** True when the last attempt to write failed. */
    public boolean isBehind() {
        return behind;
    }

    /** Traces that were not kept because the store was away or too slow. */
    public synchronized long droppedTraces() {
        return droppedTraces;
    }

    private synchronized SendLedger.Batch turnPage() {
        writing = page;
        page = new Page();
        return writing.batch(node);
    }

    private synchronized void turnBack() {
        writing.append(page);
        while (writing.traces.size() > maxTraces) {
            writing.traces.removeLast();
            droppedTraces++;
        }
        page = writing;
        writing = new Page();
    }

    private synchronized void forgetWritten() {
        writing = new Page();
    }

    /** Both, the later ones last; no more than the ledger would keep of them, however long it is away. */
    private static int[] concat(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both.length <= KnownRecipients.MAX
                ? both
                : Arrays.copyOfRange(both, both.length - KnownRecipients.MAX, both.length);
    }

    /** What one account sent from an instant on, for a minute at the most. */
    private static final class Tally {
        final AccountName account;
        final Instant from;
        SentCount sent = SentCount.NOTHING;

        Tally(AccountName account, Instant from) {
            this.account = account;
            this.from = from;
        }

        SendLedger.Count count() {
            return new SendLedger.Count(account, from, sent);
        }
    }

    private static final class Page {
        final List<Tally> tallies = new ArrayList<>();
        final Map<AccountName, Tally> last = new HashMap<>();
        final List<SendLedger.Trace> traces = new ArrayList<>();
        final Map<AccountName, int[]> known = new HashMap<>();
        final Map<String, Integer> refused = new HashMap<>();
        final List<Alert> alerts = new ArrayList<>();

        void count(AccountName account, Instant from, SentCount sent) {
            Tally tally = last.get(account);
            if (tally == null || !tally.from.equals(from)) {
                tally = new Tally(account, from);
                tallies.add(tally);
                last.put(account, tally);
            }
            tally.sent = tally.sent.plus(sent);
        }

        SendLedger.Batch batch(long node) {
            List<SendLedger.Count> counts = tallies.stream().map(Tally::count).toList();
            return new SendLedger.Batch(node, counts, traces, known, refused, alerts);
        }

        void append(Page later) {
            later.tallies.forEach(tally -> count(tally.account, tally.from, tally.sent));
            traces.addAll(later.traces);
            later.known.forEach((account, keys) -> known.merge(account, keys, SendJournal::concat));
            later.refused.forEach((id, times) -> refused.merge(id, times, Integer::sum));
            alerts.addAll(later.alerts);
        }
    }
}
