package org.odklep.web.admin;

import java.time.InstantSource;
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

/** Delete a user: for good, so it says what follows and asks why. */
@Controller
@RequestMapping(UserSearch.PATH + "/{id}/delete")
class UserRemovalPages {
    private final Users users;
    private final InstantSource clock;

    UserRemovalPages(Users users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView ask(@PathVariable String id, Actor actor, Words words) {
        return form(find(id, actor), words);
    }

    @FreshProof
    @PostMapping
    ModelAndView delete(
            @PathVariable String id,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        User user = find(id, actor);
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            ModelAndView form = form(user, words);
            form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return form.addObject("problem", problem.get()).addObject("reason", text);
        }
        UserChange outcome = users.delete(user.id(), Reason.of(text), actor, clock.instant());
        if (outcome instanceof UserChange.Changed) {
            flash.addFlashAttribute("outcome", words.say("userDelete.done", user.displayName()));
            return new ModelAndView("redirect:" + UserSearch.PATH);
        }
        ModelAndView refused = form(user, words);
        refused.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return refused.addObject("refused", AccountPages.say(outcome, "userDelete.done", words))
                .addObject("reason", text);
    }

    private User find(String id, Actor actor) {
        return OneUser.find(users, id, Right.EDIT_USERS, actor);
    }

    private static ModelAndView form(User user, Words words) {
        return new ModelAndView("user-delete")
                .addObject("heading", words.say("userDelete.title", user.displayName()))
                .addObject("name", user.name().value())
                .addObject("hasRoles", !user.roles().isEmpty())
                .addObject("back", AccountAddresses.of(user));
    }
}
