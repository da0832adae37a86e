package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorChange;
import org.odklep.account.AdministratorRegister;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Settings &gt; Administrators and roles: the list, adding one, removing one, a new password for one. */
@Controller
@RequestMapping(AdministratorPages.PATH)
class AdministratorPages {
    static final String PATH = "/settings/administrators";

    private final AdministratorRegister register;
    private final SecondFactors factors;
    private final InstantSource clock;

    AdministratorPages(AdministratorRegister register, SecondFactors factors, InstantSource clock) {
        this.register = register;
        this.factors = factors;
        this.clock = clock;
    }

    @GetMapping
    String list(Actor actor, Words words, Model model) {
        model.addAttribute(
                "rows",
                register.all().stream()
                        .map(each -> Row.of(each, hasFactor(each), actor, words))
                        .toList());
        model.addAttribute("roles", RoleChoice.upTo(actor, "", words));
        return "administrators";
    }

    @FreshProof
    @GetMapping("/new")
    ModelAndView form(Actor actor, Words words) {
        return form("", Role.HELPDESK_ADMINISTRATOR.key(), Optional.empty(), actor, words);
    }

    /** Answers with the password itself: it is stored nowhere for a page to come. */
    @FreshProof
    @PostMapping("/new")
    ModelAndView add(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            Actor actor,
            Words words) {
        Optional<AccountName> parsed = Administrator.parseName(name);
        Optional<Role> known = Role.byKey(role);
        if (parsed.isEmpty() || known.isEmpty()) {
            String problem = words.say("setUp.problem.name", Administrator.MAX_NAME);
            return form(name, role, Optional.of(problem), actor, words);
        }
        AdministratorChange change = register.add(parsed.get(), known.get(), Optional.empty(), actor, clock.instant());
        return switch (change) {
            case AdministratorChange.Done done -> password(done, "administrator.added", words);
            case AdministratorChange.NameTaken(AccountName taken) ->
                form(name, role, Optional.of(words.say("administrator.problem.taken")), actor, words);
            case AdministratorChange.UserHasName(AccountName taken) ->
                form(name, role, Optional.of(words.say("administrator.problem.user", taken)), actor, words);
            case AdministratorChange.Busy() ->
                form(name, role, Optional.of(words.say("user.problem.busy")), actor, words);
            case AdministratorChange.NotAllowed(Role needed) -> throw new NeedsRole(needed);
            case AdministratorChange.NotFound missing -> throw new IllegalStateException(missing.toString());
            case AdministratorChange.LastGlobalAdministrator last -> throw new IllegalStateException(last.toString());
        };
    }

    @FreshProof
    @GetMapping("/{name}/reset")
    ModelAndView confirmReset(@PathVariable String name, Words words) {
        return confirm(name, "reset", words);
    }

    @FreshProof
    @PostMapping("/{name}/reset")
    ModelAndView reset(@PathVariable String name, Actor actor, Words words, RedirectAttributes flash) {
        AdministratorChange change =
                register.resetPassword(find(name).name(), Optional.empty(), actor, clock.instant());
        return change instanceof AdministratorChange.Done done
                ? password(done, "administrator.reset.done", words)
                : back(change, "", words, flash);
    }

    @FreshProof
    @GetMapping("/{name}/remove")
    ModelAndView confirmRemoval(@PathVariable String name, Words words) {
        return confirm(name, "remove", words);
    }

    @FreshProof
    @PostMapping("/{name}/remove")
    ModelAndView remove(@PathVariable String name, Actor actor, Words words, RedirectAttributes flash) {
        return back(register.remove(find(name).name(), actor, clock.instant()), "administrator.removed", words, flash);
    }

    private ModelAndView confirm(String name, String deed, Words words) {
        Administrator found = find(name);
        return ConfirmPage.of(
                words.say("administrator." + deed + ".title", found.name().value()),
                words.say("administrator." + deed + ".text"),
                PATH + "/" + found.name() + "/" + deed,
                words.say("administrator." + deed),
                PATH);
    }

    private static ModelAndView back(AdministratorChange change, String done, Words words, RedirectAttributes flash) {
        switch (change) {
            case AdministratorChange.Done known ->
                flash.addFlashAttribute(
                        "outcome", words.say(done, known.administrator().name().value()));
            case AdministratorChange.LastGlobalAdministrator() ->
                flash.addFlashAttribute("trouble", words.say("user.problem.last"));
            case AdministratorChange.Busy() -> flash.addFlashAttribute("trouble", words.say("user.problem.busy"));
            case AdministratorChange.NotFound() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case AdministratorChange.NotAllowed(Role needed) -> throw new NeedsRole(needed);
            case AdministratorChange.UserHasName taken -> throw new IllegalStateException(taken.toString());
            case AdministratorChange.NameTaken taken -> throw new IllegalStateException(taken.toString());
        }
        return new ModelAndView("redirect:" + PATH);
    }

    private static ModelAndView password(AdministratorChange.Done done, String message, Words words) {
        Secret made = done.generated().orElseThrow(() -> new IllegalStateException("nobody chose a password"));
        String name = done.administrator().name().value();
        return SecretPage.of(words.say(message, name), words.say("administrator.once"), made, PATH);
    }

    private boolean hasFactor(Administrator administrator) {
        return factors.summary(SessionOwner.of(administrator)).isSet();
    }

    private Administrator find(String name) {
        return register.all().stream()
                .filter(each -> each.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView form(String name, String role, Optional<String> problem, Actor actor, Words words) {
        ModelAndView page = new ModelAndView("administrator-new");
        page.addObject("name", name);
        page.addObject("roles", RoleChoice.upTo(actor, role, words));
        page.addObject("problem", problem.orElse(null));
        page.setStatus(problem.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    /** An administrator, in finished words. */
    record Row(String name, String role, Moment since, boolean factor, boolean oneself) {
        static Row of(Administrator administrator, boolean factor, Actor reader, Words words) {
            String name = administrator.name().value();
            return new Row(
                    name,
                    words.say("role." + administrator.role().key()),
                    words.moment(administrator.createdAt()),
                    factor,
                    name.equals(reader.name()));
        }
    }
}
