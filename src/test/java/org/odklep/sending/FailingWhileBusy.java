package org.odklep.sending;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.ClientCount;
import org.odklep.lock.MessageTrace;

/** A ledger whose first write fails, after something else has happened. */
record FailingWhileBusy(SendLedger ledger, Runnable meanwhile, AtomicBoolean failed) implements SendLedger {
    FailingWhileBusy(SendLedger ledger, Runnable meanwhile) {
        this(ledger, meanwhile, new AtomicBoolean());
    }

    @Override
    public void write(Batch batch) {
        if (failed.compareAndSet(false, true)) {
            meanwhile.run();
            throw new StoreUnavailable("the first write fails", new IOException("full"));
        }
        ledger.write(batch);
    }

    @Override
    public long counts(Instant since, Consumer<Count> each) {
        return ledger.counts(since, each);
    }

    @Override
    public News news(long node, long seen) {
        return ledger.news(node, seen);
    }

    @Override
    public int[] knownRecipients(AccountName account) {
        return ledger.knownRecipients(account);
    }

    @Override
    public List<MessageTrace> traces(AccountName account, int limit) {
        return ledger.traces(account, limit);
    }

    @Override
    public TraceQuery.Page search(TraceQuery query) {
        return ledger.search(query);
    }

    @Override
    public List<ClientCount> clients(AccountName account, Instant since, int limit) {
        return ledger.clients(account, since, limit);
    }

    @Override
    public List<Alert> alerts(Optional<AccountName> account, int limit) {
        return ledger.alerts(account, limit);
    }

    @Override
    public List<Hour> hours(Instant since) {
        return ledger.hours(since);
    }

    @Override
    public void prune(Instant countsBefore, Instant tracesBefore) {
        ledger.prune(countsBefore, tracesBefore);
    }
}
