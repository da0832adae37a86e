package org.odklep.gate.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that serve connections. One at a time is on duty: it waits for whichever connection has something to say
 * and serves it itself, so that an answer costs no change of threads. When it is kept waiting in the middle of a request,
 * by the store or by a lock, {@link #relieve} puts another thread on duty; the one that was relieved finishes its request and ends.
 */
final class Rota {
    private static final Logger LOG = LoggerFactory.getLogger(Rota.class);
    private static final int BUFFER = 64 * 1024;

    private final String name;
    private final Selector selector;
    private final Session session;
    private final Consumer<Connection> farewell;
    private final int most;
    private final AtomicInteger threads = new AtomicInteger();
    private final Queue<SelectionKey> ready = new ArrayDeque<>();
    private volatile Duty onDuty = new Duty();
    private @Nullable Turn seen;

    /**
     * @param farewell is told of each connection that is over
     * @param most how many threads there are at the most; when all are kept waiting, so are the connections
     */
    Rota(String name, Selector selector, Session session, Consumer<Connection> farewell, int most) {
        this.name = name;
        this.selector = selector;
        this.session = session;
        this.farewell = farewell;
        this.most = most;
    }

    void start() {
        begin(onDuty);
    }

    /** How many threads are on duty or finish a request. */
    int threads() {
        return threads.get();
    }

    /** To be called again and again, by one thread: a request that is met twice has waited that long. */
    void relieve() {
        Duty duty = onDuty;
        Turn turn = duty.turn.get();
        if (turn != null && turn == seen && threads.get() < most) {
            // Before the other thread begins to wait, which would be told of this connection as well.
            listen(turn.key, false);
            if (duty.turn.compareAndSet(turn, null)) {
                onDuty = new Duty();
                begin(onDuty);
            } else {
                listen(turn.key, true);
            }
        }
        seen = turn;
    }

    private void begin(Duty duty) {
        threads.incrementAndGet();
        Thread.ofPlatform().name(name).start(duty);
    }

    private void listen(SelectionKey key, boolean listening) {
        if (key.isValid()) {
            key.interestOps(listening ? SelectionKey.OP_READ : 0);
            selector.wakeup();
        }
    }

    /** One time that a connection has something to say. Compared by identity. */
    private static final class Turn {
        final SelectionKey key;

        Turn(SelectionKey key) {
            this.key = key;
        }
    }

    private final class Duty implements Runnable {
        /** What this thread is busy with; whoever sets it back to null decides whether the thread stays on duty. */
        final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

        @Override
        public void run() {
            try {
                while (goOn()) {
                    // One connection after the other.
                }
            } catch (ClosedSelectorException e) {
                LOG.debug("{} ends", name);
            } finally {
                threads.decrementAndGet();
            }
        }

        /** Waits for connections or serves one; false when another thread took over meanwhile. */
        private boolean goOn() {
            SelectionKey key = ready.poll();
            if (key == null) {
                select();
                return true;
            }
            Turn mine = new Turn(key);
            turn.set(mine);
            serve((Connection) key.attachment());
            boolean onDuty = turn.compareAndSet(mine, null);
            if (!onDuty) {
                listen(key, true);
            }
            return onDuty;
        }

        private void select() {
            try {
                selector.select(ready::add);
            } catch (IOException e) {
                LOG.error("{} cannot wait for connections: {}", name, e.getMessage());
            }
        }

        private void serve(Connection connection) {
            try {
                if (connection.serve(session, buffer)) {
                    return;
                }
            } catch (IOException e) {
                LOG.debug("{} connection ended: {}", name, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("{} connection ended by a fault", name, e);
            }
            connection.close();
            farewell.accept(connection);
        }
    }
}
