package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorChange;
import org.odklep.account.AdministratorRegister;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSessions;
import org.odklep.user.PasswordRules;
import org.odklep.web.admin.session.Browser;
import org.odklep.web.admin.session.SessionCookie;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Change password of an administrator who is no user of the directory. Whoever sits there has shown a proof of himself just now. */
@Controller
@RequestMapping(AdministratorPasswordPages.PATH)
class AdministratorPasswordPages {
    static final String PATH = OwnAccountPages.PATH + "/administrator-password";

    private final AdministratorRegister register;
    private final WebSessions sessions;
    private final SessionCookie cookie;
    private final PasswordRules rules;
    private final InstantSource clock;

    AdministratorPasswordPages(
            AdministratorRegister register,
            WebSessions sessions,
            SessionCookie cookie,
            PasswordRules rules,
            InstantSource clock) {
        this.register = register;
        this.sessions = sessions;
        this.cookie = cookie;
        this.rules = rules;
        this.clock = clock;
    }

    @FreshProof
    @GetMapping
    ModelAndView form(HttpServletRequest request) {
        return form(who(request), List.of());
    }

    @FreshProof
    @PostMapping
    ModelAndView change(
            @RequestParam(defaultValue = "") Secret chosen,
            @RequestParam(defaultValue = "") Secret repeated,
            HttpServletRequest request,
            HttpServletResponse response,
            Words words) {
        SignedIn.AsAdministrator who = who(request);
        List<String> problems = problems(who, chosen, repeated, words);
        if (!problems.isEmpty()) {
            return form(who, problems);
        }
        Instant now = clock.instant();
        return switch (register.changeOwn(name(who), chosen, who.actor(), now)) {
            case AdministratorChange.Done(Administrator owner, Optional<Secret> none) -> {
                cookie.give(sessions.openAgain(owner, who.session(), Browser.of(request), now), request, response);
                yield new ModelAndView("redirect:" + OwnAccountPages.PATH + "?changed");
            }
            case AdministratorChange.Busy() -> form(who, List.of(words.say("user.problem.busy")));
            case AdministratorChange others -> form(who, List.of(words.say("password.conflict")));
        };
    }

    private List<String> problems(SignedIn.AsAdministrator who, Secret chosen, Secret repeated, Words words) {
        return chosen.equals(repeated)
                ? PasswordWords.say(rules.problems(chosen, List.of(name(who).value())), words)
                : List.of(words.say("setUp.problem.repeated"));
    }

    private static SignedIn.AsAdministrator who(HttpServletRequest request) {
        return Visitor.signedIn(request)
                .filter(SignedIn.AsAdministrator.class::isInstance)
                .map(SignedIn.AsAdministrator.class::cast)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static AccountName name(SignedIn.AsAdministrator who) {
        return AccountName.of(who.actor().name());
    }

    private ModelAndView form(SignedIn.AsAdministrator who, List<String> problems) {
        return new PasswordForm(PATH, who.actor().name(), rules.minLength(), false, false).page(problems);
    }
}
