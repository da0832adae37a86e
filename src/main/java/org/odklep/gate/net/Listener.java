package org.odklep.gate.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
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
 * Accepts connections at one endpoint and has them served by a {@link Rota} of threads. Bounds the number of connections
 * and ends those that bring no whole request within the idle time.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    /** Each is a request that the store keeps waiting; a store that is away answers sooner than so many come. */
    private static final int MAX_THREADS = 256;

    private static final Duration SUPERVISION = Duration.ofMillis(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServerSocketChannel server;
    private final Endpoint endpoint;
    private final Settings settings;
    private final Selector selector;
    private final Rota rota;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final LongAdder turnedAway = new LongAdder();
    private final AcceptLoop accepting;
    private volatile boolean stopping;

    private Listener(Endpoint endpoint, Settings settings, Session session) throws IOException {
        this.endpoint = endpoint;
        this.settings = settings;
        this.server = bind(endpoint, settings);
        this.selector = Selector.open();
        this.accepting = new AcceptLoop(endpoint.toString(), () -> !stopping, () -> serve(server.accept()));
        this.rota = new Rota(settings.name(), selector, session, connections::remove, MAX_THREADS);
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
            Listener listener = new Listener(endpoint, settings, session);
            listener.rota.start();
            Thread.ofPlatform().name(settings.name() + "-accept").start(listener.accepting::run);
            Thread.ofPlatform().name(settings.name() + "-watch").daemon().start(listener::supervise);
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

    /** Threads that serve; more than one while requests are kept waiting. */
    int threads() {
        return rota.threads();
    }

    /** Accepts nothing more and ends the open connections; a request that is being answered is lost to its client. */
    @Override
    public void close() {
        stopping = true;
        try {
            server.close();
            connections.forEach(this::end);
            selector.close();
            if (endpoint instanceof Endpoint.Unix(var path)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warn("could not close {}: {}", endpoint, e.getMessage());
        }
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

    private void serve(SocketChannel channel) throws IOException {
        if (connections.size() >= settings.maxConnections()) {
            turnedAway.increment();
            channel.close();
            return;
        }
        if (endpoint instanceof Endpoint.Inet) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        Connection connection = new Connection(channel);
        connections.add(connection);
        try {
            connection.join(selector);
        } catch (IOException | ClosedSelectorException e) {
            end(connection);
        }
    }

    /** Relieves threads that are kept waiting, and once a second ends connections that are idle. */
    private void supervise() {
        long rounds = PAUSE.dividedBy(SUPERVISION);
        for (long round = 1; !stopping; round++) {
            sleep(SUPERVISION);
            rota.relieve();
            if (round % rounds == 0) {
                endIdle();
            }
        }
    }

    private void endIdle() {
        long now = System.nanoTime();
        for (Connection connection : connections) {
            if (connection.idleNanos(now) > settings.idle().toNanos()) {
                end(connection);
            }
        }
    }

    private void end(Connection connection) {
        connection.close();
        connections.remove(connection);
        if (selector.isOpen()) {
            selector.wakeup();
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
