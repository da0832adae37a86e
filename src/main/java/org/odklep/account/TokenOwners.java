package org.odklep.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.MailDomain;

/** Port: the users whose tokens there are, as they are at this moment. */
public interface TokenOwners {
    /** Nobody owns a token. */
    TokenOwners NOBODY = (id, role, issuedAt) -> Optional.empty();

    /**
     * Whether a token is still good for its owner: he may sign in, has its role, and nothing that was issued then was revoked.
     *
     * @return the domains where the owner administers; empty for a token that is worthless
     * @throws org.odklep.kernel.StoreUnavailable when that cannot be known
     */
    Optional<Set<MailDomain>> domains(String id, Role role, Instant issuedAt);
}
