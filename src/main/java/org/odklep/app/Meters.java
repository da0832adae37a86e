package org.odklep.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.Locale;
import org.odklep.gate.net.Listener;
import org.odklep.gate.postfix.GateCounters;
import org.odklep.lock.Locks;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendingGuard;
import org.springframework.stereotype.Component;

/** What {@code /metrics} shows of the program; docs/operations.md says what to watch. */
@Component
final class Meters implements MeterBinder {
    private final Gates gates;
    private final GateCounters counters;
    private final Locks locks;
    private final SendingGuard guard;
    private final SendJournal journal;
    private final InstantSource clock;

    Meters(
            Gates gates,
            GateCounters counters,
            Locks locks,
            SendingGuard guard,
            SendJournal journal,
            InstantSource clock) {
        this.gates = gates;
        this.counters = counters;
        this.locks = locks;
        this.guard = guard;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindGate(registry);
        Gauge.builder(
                        "odklep.restrictions.active",
                        locks,
                        all -> all.holding(clock.instant()).size())
                .description("Accounts that are barred from sending now")
                .register(registry);
        Gauge.builder("odklep.senders", guard, SendingGuard::senders)
                .description("Accounts whose windows are in memory")
                .register(registry);
        FunctionCounter.builder("odklep.journal.dropped.traces", journal, SendJournal::droppedTraces)
                .description("Message traces that were not kept, because the store was away or too slow")
                .register(registry);
    }

    private void bindGate(MeterRegistry registry) {
        for (GateCounters.Outcome outcome : GateCounters.Outcome.values()) {
            FunctionCounter.builder("odklep.postfix.requests", counters, each -> each.of(outcome))
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("Questions of Postfix by how they were answered")
                    .register(registry);
        }
        FunctionCounter.builder("odklep.postfix.malformed.sessions", counters, GateCounters::malformedSessions)
                .description("Sessions that were closed because of a malformed request")
                .register(registry);
        Gauge.builder("odklep.postfix.connections", gates, Meters::connections)
                .description("Connections to the gate that are open now")
                .register(registry);
        FunctionCounter.builder("odklep.postfix.turned.away", gates, Meters::turnedAway)
                .description("Connections that were closed at once because there were too many")
                .register(registry);
    }

    private static double connections(Gates gates) {
        return gates.listeners().stream().mapToInt(Listener::connections).sum();
    }

    private static double turnedAway(Gates gates) {
        return gates.listeners().stream().mapToLong(Listener::turnedAway).sum();
    }
}
