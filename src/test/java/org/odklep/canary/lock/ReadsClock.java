package org.odklep.canary.lock;

import java.time.Instant;
import org.odklep.canary.kernel.LooksUp;

/** A lock that reads the clock, in a cycle with the kernel. */
public final class ReadsClock {
    public Instant now() {
        return Instant.now();
    }

    public LooksUp cycle() {
        return new LooksUp();
    }
}
