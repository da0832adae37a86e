package org.odklep.signin;

import java.util.ArrayList;
import java.util.List;
import org.odklep.kernel.AccountName;

/**
 * Attempts that are still to be written to the {@link SignInLog}, in batches, so that no sign-in waits for it. Beyond a
 * bound the oldest are dropped and counted: an attack must not fill the memory while the store is away.
 */
public final class SignInJournal {
    private static final int MAX_BATCH = 5_000;

    private final SignInLog log;
    private final int most;
    private List<SignInRecord> waiting = new ArrayList<>();
    private long dropped;
    private final Object writing = new Object();

    /** @param most how many attempts may wait to be written */
    public SignInJournal(SignInLog log, int most) {
        this.log = log;
        this.most = most;
    }

    synchronized void add(SignInRecord attempt) {
        if (waiting.size() < most) {
            waiting.add(attempt);
        } else {
            dropped++;
        }
    }

    /** The attempts on an account that are not in the log yet, newest first. */
    public synchronized List<SignInRecord> pending(AccountName account) {
        return waiting.stream()
                .filter(attempt -> attempt.account().equals(account))
                .toList()
                .reversed();
    }

    /**
     * Writes what has been gathered.
     *
     * @throws org.odklep.kernel.StoreUnavailable when it could not: nothing is lost, the next call tries again
     */
    public void flush() {
        synchronized (writing) {
            List<SignInRecord> batch = next();
            while (!batch.isEmpty()) {
                log.write(batch);
                forget(batch.size());
                batch = next();
            }
        }
    }

    /** Attempts that were not kept because the store was away or too slow. */
    public synchronized long dropped() {
        return dropped;
    }

    private synchronized List<SignInRecord> next() {
        return List.copyOf(waiting.subList(0, Math.min(MAX_BATCH, waiting.size())));
    }

    private synchronized void forget(int written) {
        waiting = new ArrayList<>(waiting.subList(written, waiting.size()));
    }
}
