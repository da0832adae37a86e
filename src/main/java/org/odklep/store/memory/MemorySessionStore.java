package org.odklep.store.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.odklep.audit.AuditEvent;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SessionStore;
import org.odklep.signin.WebSession;

/** The web sessions, in a map by the hash of their secrets. */
public final class MemorySessionStore implements SessionStore {
    private static final Comparator<WebSession> LEAST_WANTED = Comparator.comparing(
                    (WebSession session) -> session.proof().factor())
            .thenComparing(WebSession::lastSeen)
            .thenComparing(WebSession::createdAt);

    private final MemoryAuditLog audit;
    private final SequencedMap<String, WebSession> sessions = new LinkedHashMap<>();

    public MemorySessionStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized void add(WebSession session, String hash) {
        if (sessions.putIfAbsent(hash, session) != null) {
            throw new IllegalStateException("session " + session.id() + " is taken");
        }
        of(session.owner()).stream()
                .filter(other -> !other.id().equals(session.id()))
                .sorted(LEAST_WANTED.reversed())
                .skip(MOST - 1)
                .forEach(other -> remove(other.id()));
    }

    @Override
    public synchronized Optional<WebSession> find(String hash) {
        return Optional.ofNullable(sessions.get(hash));
    }

    @Override
    public synchronized List<WebSession> of(SessionOwner owner) {
        return List.copyOf(sessions.sequencedValues().reversed()).stream()
                .filter(session -> session.owner().equals(owner))
                .toList();
    }

    @Override
    public synchronized void seen(String id, Instant at) {
        sessions.replaceAll((hash, session) ->
                session.id().equals(id) && session.lastSeen().isBefore(at) ? session.seen(at) : session);
    }

    @Override
    public synchronized void proven(String id, WebSession.Proof proof) {
        sessions.replaceAll((hash, session) -> session.id().equals(id) ? session.proven(proof) : session);
    }

    @Override
    public synchronized void remove(String id) {
        sessions.values().removeIf(session -> session.id().equals(id));
    }

    @Override
    public synchronized boolean remove(String id, AuditEvent event) {
        boolean removed = sessions.values().removeIf(session -> session.id().equals(id));
        if (removed) {
            audit.append(event);
        }
        return removed;
    }

    @Override
    public synchronized void removeAll(SessionOwner owner) {
        sessions.values().removeIf(session -> session.owner().equals(owner));
    }

    @Override
    public synchronized void prune(Instant usedBefore, Instant openedBefore) {
        sessions.values()
                .removeIf(session -> session.lastSeen().isBefore(usedBefore)
                        || session.createdAt().isBefore(openedBefore));
    }
}
