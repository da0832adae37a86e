package org.odklep.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.odklep.gate.dovecot.AuthPolicyGate;
import org.odklep.gate.net.Listener;
import org.odklep.gate.postfix.GateCounters;
import org.odklep.lock.Locks;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendingGuard;
import org.odklep.signin.SignInJournal;
import org.springframework.stereotype.Component;

/** What {@code /metrics} shows of the program; docs/operations.md says what to watch. */
@Component
final class Meters implements MeterBinder {
    private final Gates gates;
    private final GateCounters counters;
    private final Locks locks;
    private final SendingGuard guard;
    private final SendJournal journal;
    private final AuthPolicyGate dovecot;
    private final SignInJournal attempts;
    private final InstantSource clock;

    Meters(
            Gates gates,
            GateCounters counters,
            Locks locks,
            SendingGuard guard,
            SendJournal journal,
            AuthPolicyGate dovecot,
            SignInJournal attempts,
            InstantSource clock) {
        this.gates = gates;
        this.counters = counters;
        this.locks = locks;
        this.guard = guard;
        this.journal = journal;
        this.dovecot = dovecot;
        this.attempts = attempts;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindPostfix(registry);
        bindSignIns(registry);
        gauge(
                registry,
                "odklep.restrictions.active",
                "Accounts that are barred from sending now",
                () -> locks.holding(clock.instant()).size());
        gauge(registry, "odklep.senders", "Accounts whose windows are in memory", guard::senders);
        counter(
                registry,
                "odklep.journal.dropped.traces",
                "Message traces that were not kept, because the store was away or too slow",
                journal::droppedTraces);
    }

    private void bindPostfix(MeterRegistry registry) {
        for (GateCounters.Outcome outcome : GateCounters.Outcome.values()) {
            FunctionCounter.builder("odklep.postfix.requests", counters, each -> each.of(outcome))
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("Questions of Postfix by how they were answered")
                    .register(registry);
        }
        counter(
                registry,
                "odklep.postfix.malformed.sessions",
                "Sessions that were closed because of a malformed request",
                counters::malformedSessions);
        gauge(
                registry,
                "odklep.postfix.connections",
                "Connections to the gate that are open now",
                () -> gates.listeners().stream().mapToInt(Listener::connections).sum());
        counter(
                registry,
                "odklep.postfix.turned.away",
                "Connections that were closed at once because there were too many",
                () -> gates.listeners().stream().mapToLong(Listener::turnedAway).sum());
    }

    private void bindSignIns(MeterRegistry registry) {
        counter(registry, "odklep.dovecot.allowed", "Sign-ins that Dovecot was let go on with", dovecot::allowed);
        counter(registry, "odklep.dovecot.refused", "Sign-ins that Dovecot was told to refuse", dovecot::refused);
        counter(
                registry,
                "odklep.dovecot.unasked",
                "Sign-ins that went on because the store was away",
                dovecot::unasked);
        counter(
                registry,
                "odklep.journal.dropped.sign.ins",
                "Attempts that are missing in the sign-in log, because the store was away or too slow",
                attempts::dropped);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** A registry holds what it counts weakly: it gets this bean, which stays, and not the supplier, which would go. */
    private void counter(MeterRegistry registry, String name, String description, LongSupplier value) {
        FunctionCounter.builder(name, this, meters -> value.getAsLong())
                .description(description)
                .register(registry);
    }
}
