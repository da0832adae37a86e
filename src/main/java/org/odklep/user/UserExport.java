package org.odklep.user;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.odklep.account.Actor;

/** Users as the lines of a table, see {@link UserColumns#EXPORTED}; read in portions, so that any number of them passes. */
public final class UserExport {
    private final Users users;

    public UserExport(Users users) {
        this.users = users;
    }

    /** Passes on the cells of every user that a query means and the actor may see, in the order of the query. */
    public void lines(UserQuery query, Actor actor, Consumer<List<String>> each) {
        UserQuery portion = new UserQuery(
                query.text(),
                query.match(),
                query.filter(),
                query.sort(),
                query.descending(),
                query.after(),
                UserQuery.MAX_TOP);
        Optional<UserQuery> next = Optional.of(portion);
        while (next.isPresent()) {
            UserPage page = users.list(next.get(), actor);
            page.users().forEach(user -> each.accept(UserColumns.cells(user)));
            next = page.next().map(portion::after);
        }
    }
}
