package org.odklep.web.api.user;

import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.api.ApiSettings;
import org.odklep.web.graph.GraphError;
import org.springframework.stereotype.Component;

/** The users that requests name: by id, name or alias, at the default domain where none is said. */
@Component
class UserFinder {
    private final Users users;
    private final ApiSettings settings;

    UserFinder(Users users, ApiSettings settings) {
        this.users = users;
        this.settings = settings;
    }

    /** @throws GraphError when the actor sees no such user */
    User known(String idOrName, Actor actor) {
        GraphError.require(actor, Right.READ_USERS);
        return find(idOrName, actor)
                .orElseThrow(() -> GraphError.notFound("There is no user '" + idOrName + "' that you may see."));
    }

    /** @throws IllegalArgumentException with a message for the user */
    AccountName name(String text) {
        return settings.account(text);
    }

    private Optional<User> find(String idOrName, Actor actor) {
        return users.find(idOrName, actor)
                .or(() -> AccountName.parse(idOrName)
                        .filter(name -> name.domain().isEmpty())
                        .flatMap(name -> users.find(settings.account(idOrName).value(), actor)));
    }
}
