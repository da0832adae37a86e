package org.odklep.store.memory;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.odklep.signin.SpentTickets;

/** The tickets that were used, with the moment up to which that matters. */
public final class MemorySpentTickets implements SpentTickets {
    private final Map<String, Instant> spent = new ConcurrentHashMap<>();

    @Override
    public boolean spend(String id, Instant until) {
        return spent.putIfAbsent(id, until) == null;
    }

    @Override
    public void prune(Instant now) {
        spent.values().removeIf(until -> !now.isBefore(until));
    }
}
