package org.odklep.testing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a fixture holds open. Closed newest first, once, by whoever comes first: the test or the end of the JVM, so that
 * an aborted test run leaves no server behind.
 */
final class OpenResources implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAll, "close test servers");

    OpenResources() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Takes over a resource that was just opened. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The JVM is ending: the hook finds nothing left to do.
        }
    }

    private synchronized void closeAll() {
        IllegalStateException failure = new IllegalStateException("not everything closed");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
