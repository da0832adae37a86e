package org.odklep.account;

import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.MailDomain;

/**
 * What bounds a token beside its role.
 *
 * @param domains where a domain administrator's token may act; none for other roles, and for a token with an owner
 * @param owner the id of the user whose token it is: it may do no more than that user, and dies with that user's sessions;
 *     empty for one that belongs to nobody
 */
public record TokenScope(Set<MailDomain> domains, Optional<String> owner) {
    public static final TokenScope NONE = new TokenScope(Set.of(), Optional.empty());

    public TokenScope {
        domains = Set.copyOf(domains);
    }

    public static TokenScope of(Set<MailDomain> domains) {
        return new TokenScope(domains, Optional.empty());
    }

    public static TokenScope ownedBy(String id) {
        return new TokenScope(Set.of(), Optional.of(id));
    }

    /** Whether a token of a role could do anything within this. */
    boolean suits(Role role) {
        return role == Role.DOMAIN_ADMINISTRATOR ? owner.isPresent() || !domains.isEmpty() : domains.isEmpty();
    }
}
