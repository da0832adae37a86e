package org.odklep.account;

import java.util.List;
import org.odklep.audit.AuditEvent;

/**
 * Port: the durable tokens, each under the hash of its secret. Every change is stored together with its audit entry. All
 * methods throw {@link org.odklep.kernel.StoreUnavailable} when nothing was changed because the store could not.
 */
public interface ApiTokenStore {
    /** All tokens, expired ones included, the one that was issued last first. */
    List<Stored> all();

    void add(Stored token, AuditEvent event);

    /** Removes a token; false, and nothing recorded, when there is none with this id. */
    boolean remove(String id, AuditEvent event);

    /**
     * A token and what tells its secret.
     *
     * @param hash SHA-256 of the secret in lower-case hex; no two tokens have the same
     */
    record Stored(ApiToken token, String hash) {}
}
