package org.odklep.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.audit.AuditEvent;

/**
 * Port: the durable web sessions, each under the hash of its secret. All methods throw
 * {@link org.odklep.kernel.StoreUnavailable} when the store is away; nothing is changed then.
 */
public interface SessionStore {
    /** How many sessions an owner has at most. */
    int MOST = 20;

    /**
     * Adds a session. If its owner has more than {@value #MOST} then, others of his are forgotten: first those in which no
     * second factor was shown, of these the one that was used longest ago.
     *
     * @param hash SHA-256 of the secret in lower-case hex; no two sessions have the same
     */
    void add(WebSession session, String hash);

    /** The session with a secret of this hash, however old. */
    Optional<WebSession> find(String hash);

    /** All sessions of an owner, however old, the one that was opened last first. */
    List<WebSession> of(SessionOwner owner);

    /** Notes that a session is used; nothing for one that is gone. */
    void seen(String id, Instant at);

    /** Notes that a password or second factor was shown in a session; nothing for one that is gone. */
    void proven(String id, WebSession.Proof proof);

    /** Forgets a session that its own browser ends. */
    void remove(String id);

    /** Forgets a session, with its audit entry; false, and nothing recorded, when there is none with this id. */
    boolean remove(String id, AuditEvent event);

    /** Forgets all sessions of an owner. */
    void removeAll(SessionOwner owner);

    /** Forgets sessions that were last used, or opened, before an instant. */
    void prune(Instant usedBefore, Instant openedBefore);
}
