package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.Reason;
import org.odklep.user.User;
import org.odklep.user.UserChange;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Edit sign-in status: blocks or allows the sign-in of one user or of several, for a reason. */
@Controller
@RequestMapping(UserSearch.PATH)
class SignInStatusPages {
    private static final String ALLOW = "true";
    private static final String BLOCK = "false";

    private final Users users;
    private final ChosenUsers chosen;
    private final InstantSource clock;

    SignInStatusPages(Users users, ChosenUsers chosen, InstantSource clock) {
        this.users = users;
        this.chosen = chosen;
        this.clock = clock;
    }

    /** @param wanted what the form is to do; unless it says, the change */
    @GetMapping("/{id}/sign-in")
    ModelAndView ask(
            @PathVariable String id,
            @RequestParam(name = "enabled", defaultValue = "") String wanted,
            Actor actor,
            Words words) {
        User user = find(id, actor);
        return form(user, wanted, words);
    }

    @PostMapping("/{id}/sign-in")
    ModelAndView edit(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String enabled,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        User user = find(id, actor);
        Optional<String> problem = problem(enabled, text, words);
        if (problem.isPresent()) {
            return refused(form(user, enabled, words), text).addObject("problem", problem.get());
        }
        UserChange outcome = edit(user, enabled, Reason.of(text), actor);
        String said = UserOutcome.say(outcome, done(enabled), words);
        if (!(outcome instanceof UserChange.Changed || outcome instanceof UserChange.Unchanged)) {
            return refused(form(user, enabled, words), text).addObject("trouble", said);
        }
        Told.tell(flash, said, outcome instanceof UserChange.Changed);
        return new ModelAndView("redirect:" + AccountAddresses.of(user));
    }

    @PostMapping(path = "/sign-in", params = "!sure")
    ModelAndView askMany(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "false") boolean everyone,
            UserSearch.Asked asked,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.BLOCK_SIGN_IN);
        UserSearch search = UserSearch.of(asked, actor);
        return form(chosen.find(new ChosenUsers.Choice(ids, everyone, search), actor), search, BLOCK, words);
    }

    @PostMapping(path = "/sign-in", params = "sure")
    ModelAndView editMany(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "") String enabled,
            @RequestParam(name = "reason", defaultValue = "") String text,
            UserSearch.Asked asked,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.BLOCK_SIGN_IN);
        UserSearch search = UserSearch.of(asked, actor);
        List<User> many = chosen.find(new ChosenUsers.Choice(ids, false, search), actor);
        Optional<String> problem = problem(enabled, text, words);
        if (problem.isPresent()) {
            return refused(form(many, search, enabled, words), text).addObject("problem", problem.get());
        }
        Reason reason = Reason.of(text);
        List<UserOutcome> outcomes = many.stream()
                .map(user -> UserOutcome.of(user, edit(user, enabled, reason, actor), done(enabled), words))
                .toList();
        return UserOutcome.page(words.say("users.editSignIn"), outcomes, search, words);
    }

    private UserChange edit(User user, String enabled, Reason reason, Actor actor) {
        return enabled.equals(ALLOW)
                ? users.allowSignIn(user.id(), reason, actor, clock.instant())
                : users.blockSignIn(user.id(), reason, actor, clock.instant());
    }

    private static String done(String enabled) {
        return enabled.equals(ALLOW) ? "user.done.allowed" : "user.done.blocked";
    }

    private static Optional<String> problem(String enabled, String reason, Words words) {
        return enabled.equals(ALLOW) || enabled.equals(BLOCK)
                ? Reasons.problem(reason, words)
                : Optional.of(words.say("signInStatus.problem"));
    }

    private User find(String id, Actor actor) {
        return OneUser.find(users, id, Right.BLOCK_SIGN_IN, actor);
    }

    /** What the panel of one user is for: the change. */
    private static String otherThan(User user) {
        return user.isEnabled() ? BLOCK : ALLOW;
    }

    private static ModelAndView form(User user, String asked, Words words) {
        String enabled = asked.equals(ALLOW) || asked.equals(BLOCK) ? asked : otherThan(user);
        String page = AccountAddresses.of(user);
        return new ModelAndView("user-sign-in")
                .addObject("heading", words.say("signInStatus.of", user.displayName()))
                .addObject("action", page + "/sign-in")
                .addObject("enabled", enabled)
                .addObject("back", page);
    }

    private static ModelAndView form(List<User> many, UserSearch search, String enabled, Words words) {
        return ChosenUsers.panel("user-sign-in", many, search)
                .addObject("heading", words.say("users.editSignIn"))
                .addObject("action", UserSearch.PATH + "/sign-in")
                .addObject("enabled", enabled);
    }

    private static ModelAndView refused(ModelAndView form, String reason) {
        form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return form.addObject("reason", reason);
    }
}
