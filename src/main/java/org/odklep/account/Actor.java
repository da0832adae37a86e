package org.odklep.account;

import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;

/**
 * Who asks for a change, as the session or token proved it.
 *
 * @param name an administrator's name or {@code token:} and a token's name
 * @param origin where the request came from
 * @param domains where a domain administrator may act; means nothing for other roles
 * @param user the id of the user to whom the token belongs that acts, if it belongs to one
 */
public record Actor(String name, Role role, ClientAddress origin, Set<MailDomain> domains, Optional<String> user) {
    public Actor {
        domains = Set.copyOf(domains);
    }

    /** Somebody who acts himself, or a token that is nobody's. */
    public Actor(String name, Role role, ClientAddress origin, Set<MailDomain> domains) {
        this(name, role, origin, domains, Optional.empty());
    }

    /** Somebody whose rights end at no domain; as a domain administrator, one who may act nowhere. */
    public Actor(String name, Role role, ClientAddress origin) {
        this(name, role, origin, Set.of());
    }

    public boolean may(Right right) {
        return role.may(right);
    }
}
