package org.odklep.user;

import java.util.List;
import java.util.Optional;

/**
 * A page of users.
 *
 * @param next what {@link UserQuery#after} takes to read on; empty on the last page
 */
public record UserPage(List<User> users, Optional<String> next) {
    public UserPage {
        users = List.copyOf(users);
    }
}
