package org.odklep.account;

import org.odklep.kernel.ClientAddress;

/**
 * Who asks for a change, as the session or token proved it.
 *
 * @param name an administrator's name or {@code token:} and a token's name
 * @param origin where the request came from
 */
public record Actor(String name, Role role, ClientAddress origin) {
    public boolean may(Right right) {
        return role.may(right);
    }
}
