package org.odklep.gate.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * How long a connection may take for what it does now. Time-outs of a socket begin anew with every byte, so whoever sends or
 * reads one after the other could keep a connection for hours; this one ends, and somebody else closes the socket.
 */
final class Watch {
    private final Socket socket;
    private final long since = System.nanoTime();
    private volatile long end;
    private volatile boolean evictable = true;

    Watch(Socket socket, Duration time) {
        this.socket = socket;
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

    /** Whether it only waits for a client that did not bind: then another client may have its place. */
    boolean isEvictable() {
        return evictable;
    }

    void evictable(boolean value) {
        evictable = value;
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
