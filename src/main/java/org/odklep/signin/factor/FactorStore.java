package org.odklep.signin.factor;

import java.util.List;
import java.util.function.Function;
import org.odklep.audit.AuditEvent;
import org.odklep.signin.SessionOwner;

/**
 * Port: the durable second factors. All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store is away;
 * nothing is changed then.
 */
public interface FactorStore {
    /** {@link Factors#NONE} when nothing is stored. */
    Factors find(SessionOwner owner);

    /**
     * Changes what is stored of an owner, one caller at a time, together with its audit entries; durable when this returns.
     * {@link Factors#NONE} is stored as nothing.
     *
     * @param change may be called more than once
     * @return what came of it
     */
    <T> T update(SessionOwner owner, Function<Factors, Step<T>> change);

    /**
     * A change.
     *
     * @param result for the caller
     */
    record Step<T>(Factors factors, List<AuditEvent> events, T result) {
        public Step {
            events = List.copyOf(events);
        }
    }
}
