package org.odklep.sending;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.ClientCount;
import org.odklep.lock.MessageTrace;

/** A ledger that goes away and comes back when a test says so. */
public final class FlakySendLedger implements SendLedger {
    private final SendLedger ledger;
    private volatile boolean away;

    public FlakySendLedger(SendLedger ledger) {
        this.ledger = ledger;
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    @Override
    public void write(Batch batch) {
        present().write(batch);
    }

    @Override
    public long counts(Instant since, Consumer<Count> each) {
        return present().counts(since, each);
    }

    @Override
    public News news(long node, long seen) {
        return present().news(node, seen);
    }

    @Override
    public int[] knownRecipients(AccountName account) {
        return present().knownRecipients(account);
    }

    @Override
    public List<MessageTrace> traces(AccountName account, int limit) {
        return present().traces(account, limit);
    }

    @Override
    public TraceQuery.Page search(TraceQuery query) {
        return present().search(query);
    }

    @Override
    public List<ClientCount> clients(AccountName account, Instant since, int limit) {
        return present().clients(account, since, limit);
    }

    @Override
    public List<Alert> alerts(Optional<AccountName> account, int limit) {
        return present().alerts(account, limit);
    }

    @Override
    public List<Hour> hours(Instant since) {
        return present().hours(since);
    }

    @Override
    public void prune(Instant countsBefore, Instant tracesBefore) {
        present().prune(countsBefore, tracesBefore);
    }

    private SendLedger present() {
        if (away) {
            throw new StoreUnavailable("the test took the ledger away", new IOException("away"));
        }
        return ledger;
    }
}
