package org.odklep.sending;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.odklep.kernel.AccountName;
import org.odklep.lock.ClientCount;
import org.odklep.lock.MessageTrace;

/** A ledger that keeps nothing, for measurements. */
record ForgetfulLedger() implements SendLedger {
    @Override
    public void write(Batch batch) {}

    @Override
    public long counts(Instant since, Consumer<Count> each) {
        return 0;
    }

    @Override
    public News news(long node, long seen) {
        return News.none(seen);
    }

    @Override
    public int[] knownRecipients(AccountName account) {
        return new int[0];
    }

    @Override
    public List<MessageTrace> traces(AccountName account, int limit) {
        return List.of();
    }

    @Override
    public TraceQuery.Page search(TraceQuery query) {
        return new TraceQuery.Page(List.of(), Optional.empty());
    }

    @Override
    public List<ClientCount> clients(AccountName account, Instant since, int limit) {
        return List.of();
    }

    @Override
    public List<Alert> alerts(Optional<AccountName> account, int limit) {
        return List.of();
    }

    @Override
    public List<Hour> hours(Instant since) {
        return List.of();
    }

    @Override
    public void prune(Instant countsBefore, Instant tracesBefore) {}
}
