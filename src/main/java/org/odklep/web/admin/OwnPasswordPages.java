package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.Secret;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSession;
import org.odklep.signin.WebSessions;
import org.odklep.signin.WebSignIn;
import org.odklep.user.PasswordChange;
import org.odklep.user.PasswordProblem;
import org.odklep.user.PasswordRules;
import org.odklep.user.User;
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

/** Change password: of who wants to, and of who has to before anything else. */
@Controller
@RequestMapping(OwnPasswordPages.PATH)
public class OwnPasswordPages {
    static final String PATH = OwnAccountPages.PATH + "/password";

    private final WebSignIn signIn;
    private final WebSessions sessions;
    private final SessionCookie cookie;
    private final PasswordRules rules;
    private final InstantSource clock;

    OwnPasswordPages(
            WebSignIn signIn, WebSessions sessions, SessionCookie cookie, PasswordRules rules, InstantSource clock) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
        this.rules = rules;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(HttpServletRequest request) {
        return form(owner(request), List.of());
    }

    @PostMapping
    ModelAndView change(
            @RequestParam(defaultValue = "") Secret present,
            @RequestParam(defaultValue = "") Secret chosen,
            @RequestParam(defaultValue = "") Secret repeated,
            HttpServletRequest request,
            HttpServletResponse response,
            Words words) {
        Owner owner = owner(request);
        if (!chosen.equals(repeated)) {
            return form(owner, List.of(words.say("setUp.problem.repeated")));
        }
        Instant now = clock.instant();
        WebSession.Device device = Browser.of(request);
        PasswordChange outcome = owner.proven()
                .map(proven -> signIn.choose(proven, chosen, device, now))
                .orElseGet(() -> signIn.change(owner.user(), present, chosen, device, now));
        return switch (outcome) {
            case PasswordChange.Done(User user, Optional<Secret> made) -> goOn(user, owner, request, response);
            case PasswordChange.PasswordRefused(List<PasswordProblem> problems) ->
                form(owner, PasswordWords.say(problems, words));
            case PasswordChange.WrongPassword() -> form(owner, List.of(words.say("password.wrong")));
            case PasswordChange.Busy() -> form(owner, List.of(words.say("user.problem.busy")));
            case PasswordChange.NotDone notDone -> form(owner, List.of(words.say("password.conflict")));
        };
    }

    /**
     * Whose password it is.
     *
     * @param mustChange true when there is nothing else to do
     * @param proven there when the present password need not be asked for
     */
    private record Owner(WebSession session, User user, boolean mustChange, Optional<SignedIn.MustChange> proven) {}

    /** Administrators who are no users change theirs in {@link AdministratorPasswordPages}. */
    private static Owner owner(HttpServletRequest request) {
        return Visitor.signedIn(request)
                .flatMap(who -> switch (who) {
                    case SignedIn.AsUser user ->
                        Optional.of(new Owner(user.session(), user.user(), false, Optional.empty()));
                    case SignedIn.MustChange must ->
                        Optional.of(new Owner(
                                must.session(),
                                must.user(),
                                true,
                                Optional.of(must).filter(SignedIn.MustChange::proven)));
                    case SignedIn.AsAdministrator administrator -> Optional.<Owner>empty();
                    case SignedIn.NeedsFactor needsFactor -> Optional.<Owner>empty();
                })
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The change ended every session, this one too: who has a role goes on in a new one. */
    private ModelAndView goOn(User user, Owner owner, HttpServletRequest request, HttpServletResponse response) {
        if (user.roles().isEmpty()) {
            cookie.take(request, response);
            return new ModelAndView("redirect:/sign-in?changed");
        }
        Secret secret = sessions.openAgain(user, owner.session(), Browser.of(request), clock.instant());
        cookie.give(secret, request, response);
        return new ModelAndView("redirect:" + (owner.mustChange() ? "/" : OwnAccountPages.PATH + "?changed"));
    }

    private ModelAndView form(Owner owner, List<String> problems) {
        String name = owner.user().name().value();
        boolean asksPresent = owner.proven().isEmpty();
        return new PasswordForm(PATH, name, rules.minLength(), owner.mustChange(), asksPresent).page(problems);
    }
}
