package org.odklep.web.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.user.User;
import org.odklep.user.UserPage;
import org.odklep.user.UserQuery;
import org.odklep.user.Users;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Users who were chosen in the list, one by one or all that it means. */
@Component
final class ChosenUsers {
    /** As many at once. */
    static final int MOST = 1000;

    private final Users users;
    private final StoppedAccounts stopped;

    ChosenUsers(Users users, StoppedAccounts stopped) {
        this.users = users;
        this.stopped = stopped;
    }

    /**
     * What a form says of them.
     *
     * @param everyone whether all are meant that the list means, or the first {@value #MOST} of them
     * @param search the list that they were chosen in
     */
    record Choice(List<String> ids, boolean everyone, UserSearch search) {}

    /** Those of them that the actor may see. */
    List<User> find(Choice choice, Actor actor) {
        if (choice.everyone()) {
            return everyone(choice.search(), actor);
        }
        if (choice.ids().size() > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "more than " + MOST + " users");
        }
        return choice.ids().stream()
                .distinct()
                .flatMap(id -> users.find(id, actor).stream())
                .toList();
    }

    /** A panel about them, or the list when nobody was chosen. */
    static ModelAndView panel(String template, List<User> chosen, UserSearch search) {
        return chosen.isEmpty()
                ? new ModelAndView(to(search.address()))
                : new ModelAndView(template)
                        .addObject("chosen", chosen.stream().map(Chosen::of).toList())
                        .addObject("fields", search.fields())
                        .addObject("back", search.address());
    }

    /** A panel's attributes are for its template, and would stand in the address otherwise. */
    private static RedirectView to(String address) {
        RedirectView view = new RedirectView(address, true);
        view.setExposeModelAttributes(false);
        return view;
    }

    private List<User> everyone(UserSearch search, Actor actor) {
        List<User> found = new ArrayList<>();
        UserQuery query = search.from(Optional.empty()).query(UserQuery.MAX_TOP, stopped);
        UserPage page = users.list(query, actor);
        found.addAll(page.users());
        page.next()
                .ifPresent(next -> found.addAll(users.list(query.after(next).withTop(MOST - found.size()), actor)
                        .users()));
        return found;
    }

    /** One of them. */
    record Chosen(String id, String name, String displayName) {
        static Chosen of(User user) {
            return new Chosen(user.id(), user.name().value(), user.displayName());
        }
    }
}
