package org.odklep.user;

import java.util.List;
import java.util.Optional;

/**
 * A page of users.
 *
 * @param next what {@link UserQuery#after} takes to read on; empty on the last page
 * @param all how many users a query that names some means, on all pages; empty on other pages, where that is another question
 */
public record UserPage(List<User> users, Optional<String> next, Optional<Long> all) {
    static final UserPage NOBODY = new UserPage(List.of(), Optional.empty());

    public UserPage {
        users = List.copyOf(users);
    }

    public UserPage(List<User> users, Optional<String> next) {
        this(users, next, Optional.empty());
    }

    /** The same page of so many users. */
    public UserPage outOf(long number) {
        return new UserPage(users, next, Optional.of(number));
    }

    /** The page, out of what a store found: one row more than fits tells that there is a next page. */
    public static UserPage of(List<User> found, UserQuery query) {
        if (found.size() <= query.top()) {
            return new UserPage(found, Optional.empty());
        }
        List<User> page = found.subList(0, query.top());
        return new UserPage(
                page, Optional.of(UserPosition.of(page.getLast(), query.sort()).text()));
    }
}
