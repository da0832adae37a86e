package org.odklep.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.odklep.gate.dovecot.AuthPolicyGate;
import org.odklep.gate.ldap.LdapDoor;
import org.odklep.gate.ldap.LdapServer;
import org.odklep.gate.net.Listener;
import org.odklep.gate.postfix.GateCounters;
import org.odklep.web.admin.GateBoard;
import org.springframework.stereotype.Component;

/**
 * Tells pages how the gates do. What a gate counts is looked at once a second, so that the gates have nothing to do for it:
 * the last request is known to the second.
 */
@Component
final class GateWatch implements GateBoard, AutoCloseable {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Gates postfix;
    private final DovecotGate dovecot;
    private final LdapGate ldap;
    private final Map<Kind, Trend> trends = new EnumMap<>(Kind.class);
    private final GateCounters counters;
    private final AuthPolicyGate asked;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gate-watch").daemon().factory());

    GateWatch(
            Gates postfix,
            DovecotGate dovecot,
            LdapGate ldap,
            GateCounters counters,
            AuthPolicyGate asked,
            LdapDoor door,
            InstantSource clock) {
        this.postfix = postfix;
        this.dovecot = dovecot;
        this.ldap = ldap;
        this.counters = counters;
        this.asked = asked;
        this.clock = clock;
        trends.put(Kind.POSTFIX, new Trend(() -> answered(counters)));
        trends.put(Kind.DOVECOT, new Trend(() -> asked.allowed() + asked.refused() + asked.unasked()));
        trends.put(Kind.LDAP, new Trend(door::requests));
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        Instant now = clock.instant();
        trends.values().forEach(trend -> trend.look(now));
    }

    @Override
    public List<State> gates(Instant now) {
        List<State> states = new ArrayList<>();
        for (Listener listener : postfix.listeners()) {
            states.add(
                    state(Kind.POSTFIX, listener.endpoint().toString(), OptionalInt.of(listener.connections()), now));
        }
        if (dovecot.isRunning()) {
            states.add(state(Kind.DOVECOT, dovecot.url(), OptionalInt.empty(), now));
        }
        for (LdapServer server : ldap.servers()) {
            states.add(state(Kind.LDAP, ldap.url(server), OptionalInt.of(server.connections()), now));
        }
        return states;
    }

    private State state(Kind kind, String endpoint, OptionalInt connections, Instant now) {
        Trend trend = trends.get(kind);
        if (trend == null) {
            throw new IllegalStateException("nobody counts " + kind);
        }
        trend.look(now);
        return trend.state(kind, endpoint, connections, errors(kind));
    }

    private long errors(Kind kind) {
        return switch (kind) {
            case POSTFIX ->
                counters.malformedSessions()
                        + counters.of(GateCounters.Outcome.FAULT)
                        + counters.of(GateCounters.Outcome.NOT_RECORDED)
                        + postfix.listeners().stream()
                                .mapToLong(Listener::turnedAway)
                                .sum();
            case DOVECOT -> asked.unasked();
            case LDAP ->
                ldap.servers().stream()
                        .map(LdapServer::counters)
                        .distinct()
                        .mapToLong(each -> each.turnedAway() + each.malformed())
                        .sum();
        };
    }

    private static long answered(GateCounters counters) {
        long sum = 0;
        for (GateCounters.Outcome outcome : GateCounters.Outcome.values()) {
            sum += counters.of(outcome);
        }
        return sum;
    }

    /** How a count grew within the last minute. */
    private static final class Trend {
        private record Look(Instant at, long total) {}

        private final LongSupplier count;
        private final Deque<Look> looks = new ArrayDeque<>();
        private Optional<Instant> last = Optional.empty();
        private long total;

        Trend(LongSupplier count) {
            this.count = count;
        }

        synchronized void look(Instant now) {
            long before = total;
            total = count.getAsLong();
            if (total > before) {
                last = Optional.of(now);
            }
            looks.addLast(new Look(now, before));
            while (looks.getFirst().at().isBefore(now.minus(MINUTE))) {
                looks.removeFirst();
            }
        }

        synchronized State state(Kind kind, String endpoint, OptionalInt connections, long errors) {
            long perMinute = total - looks.getFirst().total();
            return new State(kind, endpoint, true, connections, total, perMinute, last, errors);
        }
    }
}
