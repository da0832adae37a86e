package org.odklep.canary.kernel;

import org.odklep.canary.lock.ReadsClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A kernel class that uses a lock and a logging framework. */
public final class LooksUp {
    static final Logger LOG = LoggerFactory.getLogger(LooksUp.class);

    public Object upwards() {
        return new ReadsClock();
    }
}
