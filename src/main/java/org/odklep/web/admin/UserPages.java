package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.user.UserFilter;
import org.odklep.user.UserPage;
import org.odklep.user.UserQuery;
import org.odklep.user.UserQuery.Sort;
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
    /** More are counted as "more than". */
    private static final int COUNTED = 10_000;

    private static final ChosenColumns COLUMNS =
            new ChosenColumns(List.of("signIn", "roles", "last", "mail", "created"), Set.of("signIn", "roles", "last"));

    private final Users users;
    private final StoppedAccounts stopped;

    UserPages(Users users, StoppedAccounts stopped) {
        this.users = users;
        this.stopped = stopped;
    }

    @GetMapping
    String list(
            UserSearch.Asked asked,
            Actor actor,
            Words words,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserSearch search = UserSearch.of(asked, actor);
        UserQuery query = understood(() -> search.query(ROWS, stopped));
        UserPage page = understood(() -> users.list(query, actor));
        StoppedAccounts.Now now = stopped.among(page.users(), actor);
        frame(search, actor, words, model);
        model.addAttribute("columns", ChosenColumns.of("users", COLUMNS, request, response));
        model.addAttribute("cut", StoppedAccounts.isCut(query.filter()));
        model.addAttribute(
                "rows",
                page.users().stream()
                        .map(user -> ListedUser.of(user, now, actor, words))
                        .toList());
        model.addAttribute("count", shown(query, page, actor, words));
        model.addAttribute(
                "pages",
                Pages.of(
                        search.after(), page.next(), after -> search.from(after).address()));
        return "users";
    }

    /** How many of how many. */
    private String shown(UserQuery query, UserPage page, Actor actor, Words words) {
        int rows = page.users().size();
        if (rows == 0 || (query.after().isEmpty() && page.next().isEmpty())) {
            return words.count("users.rows", rows);
        }
        return page.all()
                .or(() -> users.count(query, actor, COUNTED))
                .map(all -> words.count("users.rowsOf", all, rows))
                .orElseGet(() -> words.say("users.rowsOfMany", rows, COUNTED));
    }

    /** What stands around the rows. */
    private static void frame(UserSearch search, Actor actor, Words words, Model model) {
        model.addAttribute("filter", search);
        model.addAttribute("tabs", search.tabs(actor, words));
        model.addAttribute("everybody", search.status() == UserStatus.ALL);
        model.addAttribute("withoutSearch", search.withoutSearch().address());
        model.addAttribute("export", search.export());
        model.addAttribute("most", ChosenUsers.MOST);
        model.addAttribute("mostNames", UserFilter.MAX_NAMES);
        model.addAttribute("mayEdit", actor.may(Right.EDIT_USERS));
        model.addAttribute("mayReset", actor.may(Right.RESET_PASSWORD));
        model.addAttribute("mayBlock", actor.may(Right.BLOCK_SIGN_IN));
        model.addAttribute("mayRelease", actor.may(Right.RELEASE));
        model.addAttribute(
                "heads",
                Map.of(
                        "display", search.column(Sort.DISPLAY_NAME, words.say("users.name")),
                        "name", search.column(Sort.NAME, words.say("user.fact.name")),
                        "created", search.column(Sort.CREATED, words.say("users.created"))));
    }

    private static <T> T understood(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }
}
