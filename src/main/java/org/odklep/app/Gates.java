package org.odklep.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.odklep.gate.net.Endpoint;
import org.odklep.gate.net.Listener;
import org.odklep.gate.postfix.PolicySession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The listeners of the gates: opened last, when everything behind them answers, and closed first. */
@Component
public final class Gates implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private final Settings.Postfix settings;
    private final PolicySession session;
    private final List<Listener> listeners = new ArrayList<>();

    Gates(Settings settings, PolicySession session) {
        this.settings = settings.postfix();
        this.session = session;
    }

    @Override
    public void start() {
        Listener.Settings common =
                new Listener.Settings("postfix", settings.maxConnections(), settings.idle(), settings.socketMode());
        try {
            for (Endpoint endpoint : settings.listen()) {
                listeners.add(Listener.start(endpoint, common, session));
                LOG.info("Postfix gate listens at {}", listeners.getLast().endpoint());
            }
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        listeners.forEach(Listener::close);
        listeners.clear();
    }

    @Override
    public boolean isRunning() {
        return !listeners.isEmpty();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    public List<Listener> listeners() {
        return List.copyOf(listeners);
    }
}
