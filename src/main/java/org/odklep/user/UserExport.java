package org.odklep.user;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.odklep.account.Actor;

/** Users as the lines of a table, see {@link UserColumns#EXPORTED}; read in portions, so that any number of them passes. */
public final class UserExport {
    private final Users users;

    public UserExport(Users users) {
        this.users = users;
    }

    /** Passes on the cells of every user that a query means and the actor may see, in the order of the query. */
    public void lines(UserQuery query, Actor actor, Consumer<List<String>> each) {
        lines(query, user -> true, actor, each);
    }

    /** The same for those of them that are wanted. */
    public void lines(UserQuery query, Predicate<User> wanted, Actor actor, Consumer<List<String>> each) {
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
            page.users().stream().filter(wanted).map(UserColumns::cells).forEach(each);
            next = page.next().map(portion::after);
        }
    }
}
