package org.odklep.gate.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import org.odklep.kernel.ClientAddress;

/**
 * How long a connection may take for what it does now, and whether another client may have its place. Time-outs of a socket begin anew with every byte, so whoever sends or
 * reads one after the other could keep a connection for hours; this one ends, and somebody else closes the socket.
 */
final class Watch {
    private final Socket socket;
    private final long since = System.nanoTime();
    private volatile long end;
    private final ClientAddress client;
    private volatile boolean unbound = true;
    private volatile boolean answering;

    Watch(Socket socket, Duration time) {
        this.socket = socket;
        this.client = ClientAddress.of(socket.getInetAddress());
        within(time);
    }

    Socket socket() {
        return socket;
    }

    long since() {
        return since;
    }

    /** What comes next has to end in time. */
    void within(Duration time) {
        end = System.nanoTime() + time.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    ClientAddress client() {
        return client;
    }

    /** Whether it belongs to the same client as another one: IPv6 addresses count by their /64. */
    boolean isOfSameClient(Watch other) {
        return client.equals(other.client)
                || (client.value().indexOf(':') >= 0 && client.network().equals(other.client.network()));
    }

    /** Whether its client did not bind, or not yet. */
    boolean isUnbound() {
        return unbound;
    }

    /**
     * Whether it only waits for a client that did not bind, to say something, to say the rest of it, or to take an answer: then
     * another client may have its place.
     */
    boolean isEvictable() {
        return unbound && !answering;
    }

    /** It waits for its client from now on. */
    void waiting(boolean forUnbound) {
        unbound = forUnbound;
        answering = false;
    }

    /** Its client waits for an answer from now on. */
    void answering() {
        answering = true;
    }

    /** The same bytes, with a word each time that some came. */
    static InputStream watched(InputStream in, Runnable bytesCame) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                int read = in.read();
                bytesCame.run();
                return read;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = in.read(bytes, offset, length);
                bytesCame.run();
                return read;
            }
        };
    }
}
