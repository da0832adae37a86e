package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.Secret;
import org.odklep.lock.Locks;
import org.odklep.user.NewPassword;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Reset password: of one user or of several. The answer holds the passwords; they are stored nowhere for a page to come, and
 * whoever has the browser send the same form again gets no other ones.
 */
@Controller
@RequestMapping(UserSearch.PATH)
class PasswordResetPages {
    /** As many take longer than a moment. */
    private static final int SLOW = 50;

    private final Users users;
    private final ChosenUsers chosen;
    private final PasswordResets resets;
    private final Locks locks;
    private final SlipAddress address;
    private final InstantSource clock;

    PasswordResetPages(
            Users users,
            ChosenUsers chosen,
            PasswordResets resets,
            Locks locks,
            SlipAddress address,
            InstantSource clock) {
        this.users = users;
        this.chosen = chosen;
        this.resets = resets;
        this.locks = locks;
        this.address = address;
        this.clock = clock;
    }

    /**
     * The form, as it was filled in.
     *
     * @param how {@code own} for a password that the administrator chose
     * @param opened when the form was made, in milliseconds since the epoch
     */
    record Wanted(
            @Nullable String how,
            @Nullable String mustChange,
            @Nullable String signOut,
            @Nullable String opened) {
        private boolean mustChangeIt() {
            return Boolean.parseBoolean(mustChange);
        }

        private PasswordResets.Order order(Secret own) {
            Optional<Secret> password = "own".equals(how) ? Optional.of(own) : Optional.empty();
            return new PasswordResets.Order(
                    new NewPassword(password, mustChangeIt(), Boolean.parseBoolean(signOut)), seen());
        }

        private Instant seen() {
            try {
                return opened == null ? Instant.MAX : Instant.ofEpochMilli(Long.parseLong(opened));
            } catch (NumberFormatException e) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "no time of a form", e);
            }
        }
    }

    @GetMapping("/{id}/password")
    ModelAndView ask(@PathVariable String id, Actor actor, Words words) {
        return form(find(id, actor), words);
    }

    @FreshProof(onRoles = true)
    @PostMapping("/{id}/password")
    ModelAndView reset(
            @PathVariable String id,
            @RequestParam(defaultValue = "") Secret own,
            Wanted wanted,
            Actor actor,
            Words words) {
        User user = find(id, actor);
        PasswordSlips slips =
                PasswordSlips.of(List.of(user), resets.reset(List.of(user), wanted.order(own), actor), words);
        return slips.made().isEmpty()
                ? refused(form(user, words), wanted, slips.whyNot(words))
                : next(slips.page(after(user, actor), words), wanted);
    }

    @FreshProof
    @PostMapping(path = "/reset-password", params = "!sure")
    ModelAndView askMany(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "false") boolean everyone,
            UserSearch.Asked list,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.RESET_PASSWORD);
        UserSearch search = UserSearch.of(list, actor);
        return form(chosen.find(new ChosenUsers.Choice(ids, everyone, search), actor), search, words);
    }

    @FreshProof
    @PostMapping(path = "/reset-password", params = "sure")
    ModelAndView resetMany(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "") Secret own,
            Wanted wanted,
            UserSearch.Asked list,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.RESET_PASSWORD);
        UserSearch search = UserSearch.of(list, actor);
        List<User> many = chosen.find(new ChosenUsers.Choice(ids, false, search), actor);
        PasswordSlips slips = PasswordSlips.of(many, resets.reset(many, wanted.order(own), actor), words);
        return next(slips.page(search.address(), words), wanted).addObject("fields", search.fields());
    }

    private User find(String id, Actor actor) {
        return OneUser.find(users, id, Right.RESET_PASSWORD, actor);
    }

    /** The steps of a release, of which this was one, go on where there is something to release. */
    private String after(User user, Actor actor) {
        Instant now = clock.instant();
        return user.names().stream()
                .filter(name -> actor.may(Right.RELEASE))
                .flatMap(name -> locks.stopsSending(name, now).stream())
                .findFirst()
                .map(AccountAddresses::unblock)
                .orElseGet(() -> AccountAddresses.of(user));
    }

    private ModelAndView form(User user, Words words) {
        String page = AccountAddresses.of(user);
        return form(new ModelAndView("user-password").addObject("back", page), page + "/password")
                .addObject("heading", words.say("reset.of", user.displayName()));
    }

    private ModelAndView form(List<User> many, UserSearch search, Words words) {
        return form(ChosenUsers.panel("user-password", many, search), UserSearch.PATH + "/reset-password")
                .addObject("heading", words.say("user.password"))
                .addObject("slow", many.size() >= SLOW);
    }

    private ModelAndView form(ModelAndView panel, String action) {
        return panel.addObject("action", action)
                .addObject("opened", clock.millis())
                .addObject("own", false);
    }

    private static ModelAndView refused(ModelAndView form, Wanted wanted, String problem) {
        form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return form.addObject("problem", problem).addObject("own", "own".equals(wanted.how()));
    }

    /** With what whoever gets a slip does next. */
    private ModelAndView next(ModelAndView page, Wanted wanted) {
        return address.addTo(page, wanted.mustChangeIt());
    }
}
