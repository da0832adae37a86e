package org.odklep.gate.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections at one endpoint and serves each in a thread of its own with plain blocking code. Bounds the number
 * of connections and ends those that bring no whole request within the idle time.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;

    private final ServerSocketChannel server;
    private final Endpoint endpoint;
    private final Settings settings;
    private final Session session;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final LongAdder turnedAway = new LongAdder();
    private volatile boolean stopping;

    private Listener(ServerSocketChannel server, Endpoint endpoint, Settings settings, Session session) {
        this.server = server;
        this.endpoint = endpoint;
        this.settings = settings;
        this.session = session;
    }

    /**
     * What one connection does from its first to its last request.
     */
    @FunctionalInterface
    public interface Session {
        /** Serves until the peer closes or misbehaves; the connection is closed when this returns. */
        void serve(Connection connection) throws IOException;
    }

    /**
     * @param name of the threads
     * @param maxConnections beyond which a new connection is closed at once
     * @param idle how long a connection may go without a whole request
     * @param socketMode permissions of a UNIX socket, such as {@code rw-rw----}
     */
    public record Settings(String name, int maxConnections, Duration idle, String socketMode) {}

    /**
     * Begins to listen.
     *
     * @throws IOException when the endpoint cannot be bound; the message names it
     */
    public static Listener start(Endpoint endpoint, Settings settings, Session session) throws IOException {
        try {
            Listener listener = new Listener(bind(endpoint, settings), endpoint, settings, session);
            Thread.ofPlatform().name(settings.name() + "-accept").start(listener::accept);
            Thread.ofPlatform().name(settings.name() + "-idle").daemon().start(listener::endIdle);
            return listener;
        } catch (IOException e) {
            throw new IOException("cannot listen at " + endpoint + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens, with the port that was taken. */
    public Endpoint endpoint() {
        try {
            return endpoint instanceof Endpoint.Inet(var address, int asked)
                            && server.getLocalAddress() instanceof InetSocketAddress bound
                    ? new Endpoint.Inet(address, asked == 0 ? bound.getPort() : asked)
                    : endpoint;
        } catch (IOException e) {
            return endpoint;
        }
    }

    /** Connections that are open now. */
    public int connections() {
        return connections.size();
    }

    /** Connections that were closed at once because there were too many. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    /** Accepts nothing more and ends the open connections; a request that is being answered is lost to its client. */
    @Override
    public void close() {
        stopping = true;
        try {
            server.close();
            if (endpoint instanceof Endpoint.Unix(var path)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warn("could not close {}: {}", endpoint, e.getMessage());
        }
        connections.forEach(Connection::close);
    }

    private static ServerSocketChannel bind(Endpoint endpoint, Settings settings) throws IOException {
        return switch (endpoint) {
            case Endpoint.Inet inet -> {
                ServerSocketChannel channel = ServerSocketChannel.open();
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                yield channel.bind(inet.socketAddress(), BACKLOG);
            }
            case Endpoint.Unix unix -> {
                removeStale(unix);
                ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                channel.bind(unix.socketAddress(), BACKLOG);
                Files.setPosixFilePermissions(unix.path(), PosixFilePermissions.fromString(settings.socketMode()));
                yield channel;
            }
        };
    }

    /** A socket file that nobody listens at is left over from a program that was killed. */
    private static void removeStale(Endpoint.Unix unix) throws IOException {
        if (!Files.exists(unix.path()) || Files.isRegularFile(unix.path()) || Files.isDirectory(unix.path())) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(unix.socketAddress());
        } catch (IOException e) {
            Files.delete(unix.path());
        }
    }

    private void accept() {
        while (!stopping) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (!stopping) {
                    LOG.warn("could not accept a connection at {}: {}", endpoint, e.getMessage());
                    pause();
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        Connection connection = new Connection(channel);
        if (connections.size() >= settings.maxConnections()) {
            turnedAway.increment();
            connection.close();
            return;
        }
        connections.add(connection);
        Thread.ofVirtual().name(settings.name()).start(() -> run(channel, connection));
        if (stopping) {
            connection.close();
        }
    }

    private void run(SocketChannel channel, Connection connection) {
        try {
            if (endpoint instanceof Endpoint.Inet) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            session.serve(connection);
        } catch (IOException e) {
            LOG.debug("{} connection ended: {}", settings.name(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} connection ended by a fault", settings.name(), e);
        } finally {
            connection.close();
            connections.remove(connection);
        }
    }

    private void endIdle() {
        while (!stopping) {
            pause();
            long now = System.nanoTime();
            for (Connection connection : connections) {
                if (connection.idleNanos(now) > settings.idle().toNanos()) {
                    connection.close();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
