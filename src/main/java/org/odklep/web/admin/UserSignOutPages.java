package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.List;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Ends everything that several users are signed in with. */
@Controller
@RequestMapping(UserSearch.PATH + "/sign-out")
class UserSignOutPages {
    private final Users users;
    private final ChosenUsers chosen;
    private final InstantSource clock;

    UserSignOutPages(Users users, ChosenUsers chosen, InstantSource clock) {
        this.users = users;
        this.chosen = chosen;
        this.clock = clock;
    }

    @PostMapping(params = "!sure")
    ModelAndView ask(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "false") boolean everyone,
            UserSearch.Asked asked,
            Actor actor) {
        NeedsRole.unless(actor, Right.RESET_PASSWORD);
        UserSearch search = UserSearch.of(asked, actor);
        return ChosenUsers.panel(
                "users-sign-out", chosen.find(new ChosenUsers.Choice(ids, everyone, search), actor), search);
    }

    @PostMapping(params = "sure")
    ModelAndView signOut(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            UserSearch.Asked asked,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.RESET_PASSWORD);
        UserSearch search = UserSearch.of(asked, actor);
        List<UserOutcome> outcomes = chosen.find(new ChosenUsers.Choice(ids, false, search), actor).stream()
                .map(user -> signOut(user, actor, words))
                .toList();
        return UserOutcome.page(words.say("users.signOut"), outcomes, search, words);
    }

    private UserOutcome signOut(User user, Actor actor, Words words) {
        return UserOutcome.of(
                user, users.revokeSessions(user.id(), actor, clock.instant()), "user.done.revoked", words);
    }
}
