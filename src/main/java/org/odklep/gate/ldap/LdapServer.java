package org.odklep.gate.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.odklep.gate.net.AcceptLoop;
import org.odklep.user.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections at one address, each served by a virtual thread of its own, up to a number of them. */
public final class LdapServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LdapServer.class);
    /** Connections that one client may have open without a bind; a Dovecot binds for everybody. */
    static final int MOST_UNBOUND = 50;

    private static final int BACKLOG = 256;
    private static final Duration WATCH = Duration.ofMillis(250);

    private final ServerSocket server;
    private final LdapDoor door;
    private final UserStore users;
    private final Terms terms;
    private final Set<Watch> connections = ConcurrentHashMap.newKeySet();

    private LdapServer(ServerSocket server, LdapDoor door, UserStore users, Terms terms) {
        this.server = server;
        this.door = door;
        this.users = users;
        this.terms = terms;
    }

    /**
     * @param connections beyond which the oldest one without a bind is closed, or else the new one
     * @param unbound how long a connection may be silent before it is bound
     * @param idle how long a bound one may be
     * @param step how long a message may take from its first byte to its last, a handshake, and a client to take an answer
     */
    public record Limits(int connections, Duration unbound, Duration idle, Duration step) {}

    /**
     * @param context empty where there is no certificate; asked for each connection, so that a renewed one is used
     * @param fromTheStart whether connections begin with TLS (ldaps) or in the clear (StartTLS)
     */
    public record Tls(Optional<Supplier<SSLContext>> context, boolean fromTheStart) {
        public static final Tls NONE = new Tls(Optional.empty(), false);
    }

    /** What holds for all connections of a server. */
    public record Terms(Limits limits, Tls tls, LdapCounters counters, InstantSource clock) {}

    /**
     * Begins to listen.
     *
     * @param address with port 0, a free one is taken
     * @throws IOException when the address cannot be bound; the message names it
     */
    public static LdapServer start(InetSocketAddress address, LdapDoor door, UserStore users, Terms terms)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "cannot listen at " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage(), e);
        }
        LdapServer server = new LdapServer(socket, door, users, terms);
        AcceptLoop accepting = new AcceptLoop(
                String.valueOf(socket.getLocalSocketAddress()),
                () -> !socket.isClosed(),
                () -> server.serve(socket.accept()));
        Thread.ofPlatform().name("ldap-accept").start(accepting::run);
        Thread.ofVirtual().name("ldap-watch").start(server::watch);
        return server;
    }

    /** The port that it listens at. */
    public int port() {
        return server.getLocalPort();
    }

    /** Connections that are open now. */
    public int connections() {
        return connections.size();
    }

    /** What it did. */
    public LdapCounters counters() {
        return terms.counters();
    }

    @Override
    public void close() {
        close(server);
        connections.forEach(watch -> close(watch.socket()));
    }

    /** The server's side of TLS over a connection. */
    static SSLSocket secured(Socket socket, SSLContext context) throws IOException {
        InetAddress peer = socket.getInetAddress();
        SSLSocket secured = (SSLSocket)
                context.getSocketFactory().createSocket(socket, peer.getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void serve(Socket socket) {
        Watch watch = new Watch(socket, terms.limits().step());
        if (!hasRoom(watch)) {
            terms.counters().turnAway();
            close(socket);
            return;
        }
        connections.add(watch);
        try {
            Thread.ofVirtual().name("ldap").start(() -> converse(watch));
        } catch (OutOfMemoryError e) {
            connections.remove(watch);
            close(socket);
            throw e;
        }
    }

    /**
     * Whether there is room for one more of this client, and of all. If there is none, somebody makes it who waits for a client
     * that did not bind; so nobody keeps the others out by doing nothing, or by saying something slowly.
     */
    private boolean hasRoom(Watch newcomer) {
        return (isDovecot(newcomer) || hasRoom(each -> each.isUnbound() && each.isOfSameClient(newcomer), MOST_UNBOUND))
                && hasRoom(each -> true, terms.limits().connections());
    }

    private boolean hasRoom(Predicate<Watch> kind, int most) {
        List<Watch> rivals = connections.stream().filter(kind).toList();
        if (rivals.size() < most) {
            return true;
        }
        Optional<Watch> leaving = rivals.stream().filter(Watch::isEvictable).min(this::leaveInOrder);
        leaving.ifPresent(watch -> {
            terms.counters().turnAway();
            connections.remove(watch);
            close(watch.socket());
        });
        return leaving.isPresent();
    }

    /** Dovecots leave last, and then who came first. */
    private int leaveInOrder(Watch one, Watch other) {
        int kind = Boolean.compare(isDovecot(one), isDovecot(other));
        return kind != 0 ? kind : Long.signum(one.since() - other.since());
    }

    private boolean isDovecot(Watch watch) {
        return door.isDovecot(watch.client());
    }

    private void converse(Watch watch) {
        try (Socket socket = watch.socket()) {
            socket.setTcpNoDelay(true);
            Tls tls = terms.tls();
            Socket spoken = tls.fromTheStart()
                    ? secured(socket, tls.context().orElseThrow().get())
                    : socket;
            LdapSession session = new LdapSession(door, users, watch.client());
            new LdapConnection(spoken, watch, session, terms).run();
            spoken.close();
        } catch (IOException e) {
            LOG.debug("ldap connection ended: {}", e.getMessage());
        } finally {
            connections.remove(watch);
        }
    }

    private void watch() {
        while (!server.isClosed()) {
            connections.stream().filter(Watch::isOver).forEach(watch -> close(watch.socket()));
            try {
                Thread.sleep(WATCH);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            LOG.debug("could not close an ldap connection: {}", e.getMessage());
        }
    }
}
