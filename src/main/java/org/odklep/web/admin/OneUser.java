package org.odklep.web.admin;

import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The user whom the address of a page names: one beyond the reader is answered like one that does not exist. */
final class OneUser {
    private OneUser() {}

    /** For whoever may see users. */
    static User find(Users users, String id, Actor actor) {
        NeedsRole.unless(actor, Right.READ_USERS);
        return users.find(id, actor).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** For whoever may do something to this one. */
    static User find(Users users, String id, Right right, Actor actor) {
        User user = find(users, id, actor);
        NeedsRole.unless(actor, right, user);
        return user;
    }
}
