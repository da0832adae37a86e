package org.odklep.web.admin;

import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.user.UserPage;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** Users &gt; Active users: the list. */
@Controller
@RequestMapping(UserSearch.PATH)
class UserPages {
    private static final int ROWS = 50;

    private final Users users;

    UserPages(Users users) {
        this.users = users;
    }

    @GetMapping
    String list(UserSearch.Asked asked, Actor actor, Words words, Model model) {
        NeedsRole.unless(actor, Right.READ_USERS);
        UserSearch search = UserSearch.of(asked);
        UserPage page = page(search, actor);
        model.addAttribute("filter", search);
        model.addAttribute("tabs", search.tabs(words));
        model.addAttribute(
                "rows",
                page.users().stream().map(user -> UserRow.of(user, words)).toList());
        model.addAttribute("count", words.count("users.rows", page.users().size()));
        model.addAttribute("withoutSearch", search.withoutSearch().address());
        model.addAttribute(
                "next",
                page.next()
                        .map(next -> search.from(Optional.of(next)).address())
                        .orElse(null));
        model.addAttribute(
                "first",
                search.after()
                        .map(after -> search.from(Optional.empty()).address())
                        .orElse(null));
        return "users";
    }

    private UserPage page(UserSearch search, Actor actor) {
        try {
            return users.list(search.query(ROWS), actor);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }
}
