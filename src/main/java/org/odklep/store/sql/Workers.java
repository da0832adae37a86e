package org.odklep.store.sql;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.odklep.kernel.StoreUnavailable;

/** The threads that talk to the database. */
interface Workers extends AutoCloseable {
    /** Does some work and hands back what it returns or throws. */
    <T> T run(Supplier<T> work);

    @Override
    void close();

    /** Each caller talks to the database itself; waiting for a socket costs a virtual thread nothing. */
    final class Callers implements Workers {
        @Override
        public <T> T run(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void close() {
            // There are no threads of ours.
        }
    }

    /** One after the other, with everybody else who stands in the same line. */
    record InLine(ReentrantLock line, Workers workers) implements Workers {
        @Override
        public <T> T run(Supplier<T> work) {
            return workers.run(() -> {
                line.lock();
                try {
                    return work.get();
                } finally {
                    line.unlock();
                }
            });
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    /**
     * A few platform threads that take work in the order in which it came. SQLite runs inside the process and holds on
     * to the thread that calls it, which for a virtual thread means one of the few carriers of all of them.
     */
    final class Platform implements Workers {
        private final ExecutorService threads;

        Platform(String name, int count) {
            threads = Executors.newFixedThreadPool(
                    count, Thread.ofPlatform().name(name, 1).daemon().factory());
        }

        /** Sees its work through even when the caller is interrupted: what became of a change must be known. */
        @Override
        public <T> T run(Supplier<T> work) {
            Future<T> future = submit(work);
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return future.get();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } catch (ExecutionException e) {
                throw unchecked(e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() {
            threads.close();
        }

        private <T> Future<T> submit(Supplier<T> work) {
            try {
                return threads.submit(work::get);
            } catch (RejectedExecutionException e) {
                throw new StoreUnavailable("the database is closed, the program is stopping", e);
            }
        }

        private static RuntimeException unchecked(ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                return failure;
            }
            throw (Error) e.getCause();
        }
    }
}
