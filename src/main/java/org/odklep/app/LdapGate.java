package org.odklep.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.odklep.gate.ldap.LdapCounters;
import org.odklep.gate.ldap.LdapDoor;
import org.odklep.gate.ldap.LdapServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The servers that LDAP clients ask: opened last and closed first, as the other gates are. */
@Component
final class LdapGate implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LdapGate.class);
    private static final Duration UNBOUND = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofSeconds(15);

    private final Settings.Ldap settings;
    private final LdapDoor door;
    private final Stores stores;
    private final InstantSource clock;
    private final LdapCounters counters = new LdapCounters();
    private final List<LdapServer> servers = new CopyOnWriteArrayList<>();

    LdapGate(Settings settings, LdapDoor door, Stores stores, InstantSource clock) {
        this.settings = settings.ldap();
        this.door = door;
        this.stores = stores;
        this.clock = clock;
    }

    @Override
    public void start() {
        try {
            InetAddress address = InetAddress.getByName(settings.address());
            Optional<Supplier<SSLContext>> context = context();
            if (context.isEmpty() && !address.isLoopbackAddress()) {
                throw new IOException("at " + settings.address() + " passwords are taken over TLS only: set"
                        + " odklep.ldap.certificate and odklep.ldap.key, or odklep.ldap.address to 127.0.0.1");
            }
            listen(address, settings.port(), new LdapServer.Tls(context, false));
            if (settings.tlsPort() != null) {
                listen(address, settings.tlsPort(), new LdapServer.Tls(context, true));
            }
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        servers.forEach(LdapServer::close);
        servers.clear();
    }

    @Override
    public boolean isRunning() {
        return !servers.isEmpty();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** What all servers did. */
    LdapCounters counters() {
        return counters;
    }

    /** The servers: in the clear and with StartTLS first, then with TLS from the start, if any. */
    List<LdapServer> servers() {
        return List.copyOf(servers);
    }

    /** Where one of them listens. */
    String url(LdapServer server) {
        boolean first = servers.indexOf(server) == 0;
        return (first ? "ldap://" : "ldaps://") + settings.address() + ":" + server.port();
    }

    private void listen(InetAddress address, int port, LdapServer.Tls tls) throws IOException {
        LdapServer.Limits limits = new LdapServer.Limits(settings.maxConnections(), UNBOUND, settings.idle(), STEP);
        LdapServer.Terms terms = new LdapServer.Terms(limits, tls, counters, clock);
        servers.add(LdapServer.start(new InetSocketAddress(address, port), door, stores.users(), terms));
        LOG.info(
                "LDAP gate listens at {}://{}:{}",
                tls.fromTheStart() ? "ldaps" : "ldap",
                settings.address(),
                servers.getLast().port());
    }

    private Optional<Supplier<SSLContext>> context() {
        Path certificate = settings.certificate();
        Path key = settings.key();
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(new LdapCertificate(certificate, key));
    }
}
