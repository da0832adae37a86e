package org.odklep.store.sql;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.StoreUnavailable;

/**
 * Keeps callers from queueing up for a database that is away: once one of them waited for it in vain, the others are
 * told at once, for a second. So a gate that goes on without the store is not slowed by it.
 */
final class Outage {
    private static final long NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private volatile @Nullable Seen last;

    /** @param nanoTime see {@link System#nanoTime} */
    Outage(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @throws StoreUnavailable while others need not try */
    void check() {
        Seen seen = last;
        if (seen != null && nanoTime.getAsLong() - seen.at < NANOS) {
            throw new StoreUnavailable(String.valueOf(seen.fault.getMessage()), seen.fault);
        }
    }

    void begin(StoreUnavailable fault) {
        last = new Seen(fault, nanoTime.getAsLong());
    }

    private record Seen(StoreUnavailable fault, long at) {}
}
