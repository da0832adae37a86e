package org.odklep.web.admin;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.odklep.kernel.StoreUnavailable;

/** A number that costs a look into the store: looked up at most once in a while, however many open pages ask for it. */
final class Glance {
    private final long keptNanos;
    private final IntSupplier look;
    private int last;
    private long lookedAt;

    /** @param kept how long a number is good */
    Glance(Duration kept, IntSupplier look) {
        this.keptNanos = kept.toNanos();
        this.look = look;
        this.lookedAt = System.nanoTime() - keptNanos;
    }

    /** While the store is away, nothing changes. */
    synchronized int value() {
        if (System.nanoTime() - lookedAt >= keptNanos) {
            try {
                last = look.getAsInt();
            } catch (StoreUnavailable e) {
                // The page that is fetched says so.
            }
            lookedAt = System.nanoTime();
        }
        return last;
    }
}
