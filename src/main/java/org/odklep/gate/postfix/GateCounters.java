package org.odklep.gate.postfix;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the gate did since its start, for metrics. */
public final class GateCounters {
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final LongAdder malformed = new LongAdder();
    private volatile long lastRequestMillis;

    public GateCounters() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** How a request was answered. */
    public enum Outcome {
        ALLOWED,
        /** Mail without an authenticated user, which is not ours to judge. */
        NOT_AUTHENTICATED,
        RESTRICTED,
        TOO_MANY_RECIPIENTS,
        TOO_FAST,
        /** A limit was crossed while the store was away. */
        NOT_RECORDED,
        /** The account's name cannot be a name. */
        BAD_ACCOUNT,
        /** The guard itself failed: the mail passed. */
        FAULT
    }

    public long of(Outcome outcome) {
        LongAdder adder = outcomes.get(outcome);
        return adder == null ? 0 : adder.sum();
    }

    /** Sessions that were closed because of a malformed request. */
    public long malformedSessions() {
        return malformed.sum();
    }

    /** When the last request was answered, in milliseconds since the epoch; 0 for never. */
    public long lastRequestMillis() {
        return lastRequestMillis;
    }

    void count(Outcome outcome, long nowMillis) {
        LongAdder adder = outcomes.get(outcome);
        if (adder != null) {
            adder.increment();
        }
        lastRequestMillis = nowMillis;
    }

    void malformed() {
        malformed.increment();
    }
}
