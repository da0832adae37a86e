package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.Administrators;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.signin.factor.FactorRemoval;
import org.odklep.signin.factor.LostFactors;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes the second factor of somebody away who lost it. */
@Controller
class LostFactorPages {
    private static final String OF_ADMINISTRATOR = AdministratorPages.PATH + "/{name}/second-factor";
    private static final String OF_USER = UserSearch.PATH + "/{id}/second-factor";

    private final LostFactors lost;
    private final Administrators administrators;
    private final Users users;
    private final InstantSource clock;

    LostFactorPages(LostFactors lost, Administrators administrators, Users users, InstantSource clock) {
        this.lost = lost;
        this.administrators = administrators;
        this.users = users;
        this.clock = clock;
    }

    @FreshProof
    @GetMapping(OF_ADMINISTRATOR)
    ModelAndView form(@PathVariable String name, Words words) {
        return form(subject(administrator(name)), "", Optional.empty(), words);
    }

    @FreshProof
    @PostMapping(OF_ADMINISTRATOR)
    ModelAndView remove(
            @PathVariable String name,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        Administrator administrator = administrator(name);
        return act(
                subject(administrator),
                text,
                reason -> lost.remove(administrator, reason, actor, clock.instant()),
                words,
                flash);
    }

    @FreshProof
    @GetMapping(OF_USER)
    ModelAndView formOfUser(@PathVariable String id, Actor actor, Words words) {
        User user = user(id, actor);
        NeedsRole.unless(actor, Right.RESET_PASSWORD, user);
        return form(subject(user), "", Optional.empty(), words);
    }

    @FreshProof
    @PostMapping(OF_USER)
    ModelAndView removeOfUser(
            @PathVariable String id,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        User user = user(id, actor);
        return act(subject(user), text, reason -> lost.remove(user, reason, actor, clock.instant()), words, flash);
    }

    /**
     * Whose second factor it is.
     *
     * @param action where the form goes
     * @param back the page to return to
     */
    private record Subject(String name, String action, String back) {}

    /** What is done once there is a reason. */
    private interface Deed {
        FactorRemoval with(Reason reason);
    }

    private static ModelAndView act(Subject subject, String text, Deed deed, Words words, RedirectAttributes flash) {
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            return form(subject, text, problem, words);
        }
        switch (deed.with(Reason.of(text))) {
            case FactorRemoval.Removed() ->
                flash.addFlashAttribute("outcome", words.say("factor.lost.done", subject.name()));
            case FactorRemoval.NothingThere() ->
                flash.addFlashAttribute("outcome", words.say("factor.lost.nothing", subject.name()));
            case FactorRemoval.OwnAccount() -> {
                return form(subject, text, Optional.of(words.say("user.problem.own")), words);
            }
            case FactorRemoval.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        }
        return new ModelAndView("redirect:" + subject.back());
    }

    private static ModelAndView form(Subject subject, String reason, Optional<String> problem, Words words) {
        ModelAndView page = new ModelAndView("lost-factor")
                .addObject("heading", words.say("factor.lost.title", subject.name()))
                .addObject("action", subject.action())
                .addObject("back", subject.back())
                .addObject("reason", reason)
                .addObject("problem", problem.orElse(null));
        page.setStatus(problem.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    private static Subject subject(Administrator administrator) {
        String name = administrator.name().value();
        return new Subject(name, AdministratorPages.PATH + "/" + name + "/second-factor", AdministratorPages.PATH);
    }

    private static Subject subject(User user) {
        String path = AccountAddresses.of(user);
        return new Subject(user.name().value(), path + "/second-factor", path);
    }

    private Administrator administrator(String name) {
        return Administrator.parseName(name)
                .flatMap(administrators::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private User user(String id, Actor actor) {
        return users.find(id, actor).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
