package org.odklep.store.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.factor.FactorStore;
import org.odklep.signin.factor.Factors;

/** The second factors, in a map by owner. */
public final class MemoryFactorStore implements FactorStore {
    private final MemoryAuditLog audit;
    private final Map<SessionOwner, Factors> factors = new HashMap<>();

    public MemoryFactorStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized Factors find(SessionOwner owner) {
        return factors.getOrDefault(owner, Factors.NONE);
    }

    @Override
    public synchronized <T> T update(SessionOwner owner, Function<Factors, Step<T>> change) {
        Step<T> step = change.apply(find(owner));
        if (step.factors().equals(Factors.NONE)) {
            factors.remove(owner);
        } else {
            factors.put(owner, step.factors());
        }
        step.events().forEach(audit::append);
        return step.result();
    }
}
