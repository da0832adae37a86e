package org.odklep.gate.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.odklep.kernel.ClientAddress;

/** One accepted connection, and what it has received of a request that is not complete. */
final class Connection {
    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final ClientAddress peer;
    private byte[] unanswered = NOTHING;
    private volatile long lastAnswerNanos = System.nanoTime();

    Connection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.peer = channel.getRemoteAddress() instanceof InetSocketAddress inet
                ? ClientAddress.of(inet.getAddress())
                : ClientAddress.LOCAL;
    }

    /** Has a selector tell when there is something to read. */
    void join(Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
        selector.wakeup();
    }

    /**
     * Reads what has come and answers every whole request of it.
     *
     * @param buffer lent for the time of the call, of any content
     * @return false when the connection is over
     */
    boolean serve(Session session, ByteBuffer buffer) throws IOException {
        ByteBuffer received = roomFor(buffer);
        if (channel.read(received.put(unanswered)) < 0) {
            return false;
        }
        received.flip();
        unanswered = NOTHING;
        while (received.hasRemaining()) {
            switch (session.react(peer, received.array(), received.limit())) {
                case Session.Reaction.Answer(ByteBuffer answer, int end) -> {
                    if (!write(answer)) {
                        return false;
                    }
                    lastAnswerNanos = System.nanoTime();
                    received.position(end).compact().flip();
                }
                case Session.Reaction.Incomplete() -> {
                    unanswered = Arrays.copyOf(received.array(), received.limit());
                    return true;
                }
                case Session.Reaction.Close() -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** How long ago the last whole request was answered: only whole requests keep a connection from timing out. */
    long idleNanos(long nowNanos) {
        return nowNanos - lastAnswerNanos;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed as far as we are concerned.
        }
    }

    private ByteBuffer roomFor(ByteBuffer buffer) {
        return unanswered.length < buffer.capacity() ? buffer.clear() : ByteBuffer.allocate(2 * unanswered.length);
    }

    /** False for a client that lets its answers pile up: none that waits for one answer before it asks again does. */
    private boolean write(ByteBuffer answer) throws IOException {
        channel.write(answer);
        return !answer.hasRemaining();
    }
}
