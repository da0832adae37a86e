package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.odklep.account.Actor;
import org.odklep.user.UserPage;
import org.odklep.user.Users;
import org.odklep.web.admin.list.ChosenColumns;
import org.odklep.web.admin.list.Pages;
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

    private static final ChosenColumns COLUMNS =
            new ChosenColumns(List.of("signIn", "roles", "last", "mail", "created"), Set.of("signIn", "roles", "last"));

    private final Users users;

    UserPages(Users users) {
        this.users = users;
    }

    @GetMapping
    String list(
            UserSearch.Asked asked,
            Actor actor,
            Words words,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserSearch search = UserSearch.of(asked);
        UserPage page = page(search, actor);
        model.addAttribute("filter", search);
        model.addAttribute("tabs", search.tabs(words));
        model.addAttribute("columns", ChosenColumns.of("users", COLUMNS, request, response));
        model.addAttribute(
                "rows",
                page.users().stream().map(user -> UserRow.of(user, words)).toList());
        model.addAttribute("count", words.count("users.rows", page.users().size()));
        model.addAttribute("withoutSearch", search.withoutSearch().address());
        model.addAttribute(
                "pages",
                Pages.of(
                        search.after(), page.next(), after -> search.from(after).address()));
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
