package org.odklep.gate.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.odklep.kernel.ClientAddress;

/** One accepted connection, blocking, for the use of a single thread. */
public final class Connection {
    private final SocketChannel channel;
    private volatile long lastProgressNanos = System.nanoTime();

    Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Reads some bytes; -1 at the end. */
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Writes all bytes. */
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    /** Says that a whole request was served: only whole requests keep a connection from timing out. */
    public void progress() {
        lastProgressNanos = System.nanoTime();
    }

    /** Where the peer is. */
    public ClientAddress peer() {
        try {
            return channel.getRemoteAddress() instanceof InetSocketAddress inet
                    ? ClientAddress.of(inet.getAddress())
                    : ClientAddress.LOCAL;
        } catch (IOException e) {
            return ClientAddress.LOCAL;
        }
    }

    long idleNanos(long nowNanos) {
        return nowNanos - lastProgressNanos;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed as far as we are concerned.
        }
    }
}
