package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a server did since its start, for metrics. */
public final class LdapCounters {
    private final Map<BindOutcome, LongAdder> binds = new EnumMap<>(BindOutcome.class);
    private final LongAdder searches = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    public LdapCounters() {
        for (BindOutcome outcome : BindOutcome.values()) {
            binds.put(outcome, new LongAdder());
        }
    }

    /** How a bind ended. */
    public enum BindOutcome {
        /** Somebody showed a password that was right, or asked to be nobody. */
        SUCCESS,
        /** Whatever was wrong with name, password or account. */
        WRONG,
        /** Too many hashes were waited for. */
        BUSY,
        /** Something that is not spoken here, or not in the clear. */
        REFUSED,
        /** The store was away. */
        UNAVAILABLE
    }

    public long binds(BindOutcome outcome) {
        LongAdder adder = binds.get(outcome);
        return adder == null ? 0 : adder.sum();
    }

    /** Searches that were asked for, whatever they found. */
    public long searches() {
        return searches.sum();
    }

    /** Operations other than binds that were answered by a refusal. */
    public long refused() {
        return refused.sum();
    }

    /** Connections that were closed because there were too many. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    /** Connections that were closed because what they sent was no LDAP, too large, or too slow. */
    public long malformed() {
        return malformed.sum();
    }

    void bound(ResultCode code) {
        LongAdder adder = binds.get(outcome(code));
        if (adder != null) {
            adder.increment();
        }
    }

    void searched() {
        searches.increment();
    }

    void refuse() {
        refused.increment();
    }

    void turnAway() {
        turnedAway.increment();
    }

    void malform() {
        malformed.increment();
    }

    private static BindOutcome outcome(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.SUCCESS_INT_VALUE -> BindOutcome.SUCCESS;
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE -> BindOutcome.WRONG;
            case ResultCode.BUSY_INT_VALUE -> BindOutcome.BUSY;
            case ResultCode.UNAVAILABLE_INT_VALUE, ResultCode.OTHER_INT_VALUE -> BindOutcome.UNAVAILABLE;
            default -> BindOutcome.REFUSED;
        };
    }
}
