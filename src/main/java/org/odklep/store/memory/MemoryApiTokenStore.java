package org.odklep.store.memory;

import java.util.ArrayList;
import java.util.List;
import org.odklep.account.ApiTokenStore;
import org.odklep.audit.AuditEvent;

/** The tokens, in a list. */
public final class MemoryApiTokenStore implements ApiTokenStore {
    private final MemoryAuditLog audit;
    private final List<Stored> tokens = new ArrayList<>();

    public MemoryApiTokenStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized List<Stored> all() {
        return List.copyOf(tokens);
    }

    @Override
    public synchronized void add(Stored token, AuditEvent event) {
        if (tokens.stream().anyMatch(known -> isSame(known, token))) {
            throw new IllegalStateException("token " + token.token().id() + " is taken");
        }
        audit.append(event);
        tokens.addFirst(token);
    }

    @Override
    public synchronized boolean remove(String id, AuditEvent event) {
        if (!tokens.removeIf(known -> known.token().id().equals(id))) {
            return false;
        }
        audit.append(event);
        return true;
    }

    private static boolean isSame(Stored known, Stored token) {
        return known.token().id().equals(token.token().id()) || known.hash().equals(token.hash());
    }
}
