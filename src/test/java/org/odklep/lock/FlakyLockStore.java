package org.odklep.lock;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;

/** A lock store that goes away and comes back when a test says so, and lets things happen while a poll is on its way. */
public final class FlakyLockStore implements LockStore {
    private final LockStore store;
    private volatile boolean away;
    private volatile Runnable duringPoll = () -> {};

    public FlakyLockStore(LockStore store) {
        this.store = store;
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** Runs the next time that changes have been read and are not answered yet. */
    public void duringNextPoll(Runnable work) {
        duringPoll = work;
    }

    @Override
    public Opening open(SendingRestriction restriction, AuditEvent event) {
        return present().open(restriction, event);
    }

    @Override
    public Closing close(String id, Ending ending, AuditEvent event) {
        return present().close(id, ending, event);
    }

    @Override
    public Optional<SendingRestriction> find(String id) {
        return present().find(id);
    }

    @Override
    public List<SendingRestriction> of(AccountName account, int limit) {
        return present().of(account, limit);
    }

    @Override
    public List<SendingRestriction> lastEnded(int limit) {
        return present().lastEnded(limit);
    }

    @Override
    public History history(AccountName account) {
        return present().history(account);
    }

    @Override
    public RestrictionPage list(RestrictionQuery query, Instant now) {
        return present().list(query, now);
    }

    @Override
    public int count(RestrictionQuery query, int most, Instant now) {
        return present().count(query, most, now);
    }

    @Override
    public Changes current(Instant endedSince) {
        return afterPoll(present().current(endedSince));
    }

    @Override
    public Changes changedSince(long version) {
        return afterPoll(present().changedSince(version));
    }

    private Changes afterPoll(Changes changes) {
        Runnable work = duringPoll;
        duringPoll = () -> {};
        work.run();
        return changes;
    }

    private LockStore present() {
        if (away) {
            throw new StoreUnavailable("the test took the store away", new IOException("away"));
        }
        return store;
    }
}
