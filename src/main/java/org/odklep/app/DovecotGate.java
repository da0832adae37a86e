package org.odklep.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.odklep.gate.dovecot.AuthPolicyGate;
import org.odklep.gate.dovecot.AuthPolicyServer;
import org.odklep.gate.dovecot.ListCommands;
import org.odklep.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The server that Dovecot asks: opened last and closed first, as the other gates are. */
@Component
final class DovecotGate implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DovecotGate.class);
    private static final String KEY_FILE = "dovecot.key";
    private static final int KEY_BYTES = 24;

    private final Settings settings;
    private final AuthPolicyGate gate;
    private final ListCommands lists;
    private final RandomGenerator random;
    private final InstantSource clock;
    private Optional<AuthPolicyServer> server = Optional.empty();

    DovecotGate(
            Settings settings, AuthPolicyGate gate, ListCommands lists, RandomGenerator random, InstantSource clock) {
        this.settings = settings;
        this.gate = gate;
        this.lists = lists;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public void start() {
        try {
            server = Optional.of(AuthPolicyServer.start(
                    new InetSocketAddress(
                            InetAddress.getByName(settings.dovecot().address()),
                            settings.dovecot().port()),
                    gate,
                    lists,
                    key(),
                    clock));
            LOG.info("Dovecot gate listens at {}", url());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        server.ifPresent(AuthPolicyServer::close);
        server = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return server.isPresent();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** What {@code auth_policy_server_url} has to say. */
    String url() {
        return "http://" + settings.dovecot().address() + ":"
                + server.map(known -> known.address().getPort())
                        .orElse(settings.dovecot().port()) + "/";
    }

    /** The key in the settings, or the one that the first start made for this installation. */
    Secret key() {
        String chosen = settings.dovecot().key();
        return chosen.isEmpty()
                ? new KeyFile(
                                settings.data().resolve(KEY_FILE),
                                KEY_BYTES,
                                "remove it, and the next start makes a new key")
                        .key(random)
                : Secret.of(chosen);
    }
}
