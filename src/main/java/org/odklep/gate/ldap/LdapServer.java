package org.odklep.gate.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.odklep.kernel.ClientAddress;
import org.odklep.user.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections at one address, each served by a virtual thread of its own, up to a number of them. */
public final class LdapServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LdapServer.class);
    private static final int BACKLOG = 256;

    private final ServerSocket server;
    private final LdapDoor door;
    private final LdapSearch search;
    private final Limits limits;
    private final Tls tls;
    private final InstantSource clock;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final LongAdder turnedAway = new LongAdder();

    private LdapServer(
            ServerSocket server, LdapDoor door, UserStore users, Limits limits, Tls tls, InstantSource clock) {
        this.server = server;
        this.door = door;
        this.search = new LdapSearch(door.tree(), users);
        this.limits = limits;
        this.tls = tls;
        this.clock = clock;
    }

    /**
     * @param connections beyond which a new one is closed at once
     * @param unbound how long a connection may be silent before it is bound
     * @param idle how long a bound one may be
     */
    public record Limits(int connections, Duration unbound, Duration idle) {}

    /**
     * @param context empty where there is no certificate
     * @param fromTheStart whether connections begin with TLS (ldaps) or in the clear (StartTLS)
     */
    public record Tls(Optional<SSLContext> context, boolean fromTheStart) {
        public static final Tls NONE = new Tls(Optional.empty(), false);
    }

    /**
     * Begins to listen.
     *
     * @param address with port 0, a free one is taken
     * @throws IOException when the address cannot be bound; the message names it
     */
    public static LdapServer start(
            InetSocketAddress address, LdapDoor door, UserStore users, Limits limits, Tls tls, InstantSource clock)
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
        LdapServer server = new LdapServer(socket, door, users, limits, tls, clock);
        Thread.ofPlatform().name("ldap-accept").start(server::accept);
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

    /** Connections that were closed at once because there were too many. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    @Override
    public void close() {
        close(server);
        connections.forEach(LdapServer::close);
    }

    /** The server's side of TLS over a connection. */
    static SSLSocket secured(Socket socket, SSLContext context) throws IOException {
        InetAddress peer = socket.getInetAddress();
        SSLSocket secured = (SSLSocket)
                context.getSocketFactory().createSocket(socket, peer.getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("could not accept an ldap connection: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        if (connections.size() >= limits.connections()) {
            turnedAway.increment();
            close(socket);
            return;
        }
        connections.add(socket);
        Thread.ofVirtual().name("ldap").start(() -> converse(socket));
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) limits.unbound().toMillis());
            Socket spoken = tls.fromTheStart() ? secured(socket, tls.context().orElseThrow()) : socket;
            LdapSession session = new LdapSession(door, search, ClientAddress.of(socket.getInetAddress()));
            new LdapConnection(spoken, session, limits, tls.context(), clock).run();
            spoken.close();
        } catch (IOException e) {
            LOG.debug("ldap connection ended: {}", e.getMessage());
        } finally {
            connections.remove(socket);
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
