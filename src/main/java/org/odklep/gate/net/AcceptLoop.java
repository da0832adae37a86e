package org.odklep.gate.net;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts one connection after the other, for as long as it may. After a failure it waits for a moment and goes on: where
 * descriptors, threads or memory run out, some have to come back first, and a gate that accepts nothing more is no gate.
 */
public final class AcceptLoop {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String where;
    private final BooleanSupplier open;
    private final Door door;
    private final Runnable pause;

    /**
     * @param where it accepts, for the log
     * @param open false when the loop is to end
     */
    public AcceptLoop(String where, BooleanSupplier open, Door door) {
        this(where, open, door, AcceptLoop::sleep);
    }

    AcceptLoop(String where, BooleanSupplier open, Door door, Runnable pause) {
        this.where = where;
        this.open = open;
        this.door = door;
        this.pause = pause;
    }

    /** Where connections come in. */
    public interface Door {
        /** Waits for a connection, and has it served by somebody else. */
        void acceptNext() throws IOException;
    }

    /** Accepts until it may not any more. */
    public void run() {
        while (open.getAsBoolean()) {
            try {
                door.acceptNext();
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (open.getAsBoolean()) {
                    LOG.warn("could not accept a connection at {}: {}", where, e.toString());
                    pause.run();
                }
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
