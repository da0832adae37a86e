package org.odklep.user;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Role;
import org.odklep.account.TokenOwners;
import org.odklep.kernel.MailDomain;

/** Asks the store about the owner of a token at every use: a block, a reset and a revocation count from then on. */
public final class OwnedTokens implements TokenOwners {
    private final UserStore store;

    public OwnedTokens(UserStore store) {
        this.store = store;
    }

    @Override
    public Optional<Set<MailDomain>> domains(String id, Role role, Instant issuedAt) {
        return store.byId(id)
                .filter(User::isEnabled)
                .filter(user -> user.has(role))
                .filter(user -> !issuedAt.isBefore(user.times().sessionsValidFrom()))
                .map(User::domains);
    }
}
