package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.odklep.kernel.Secret;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSessions;
import org.odklep.signin.WebSignIn;
import org.odklep.signin.factor.FactorAnswer;
import org.odklep.signin.factor.Passkeys;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.web.admin.session.Browser;
import org.odklep.web.admin.session.NextPage;
import org.odklep.web.admin.session.SessionCookie;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The second factor at sign-in: after the right password, and before everything else. */
@Controller
@RequestMapping("/sign-in/code")
class SignInCodePages {
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final FactorForms forms;
    private final WebSignIn signIn;
    private final WebSessions sessions;
    private final SessionCookie cookie;
    private final InstantSource clock;

    SignInCodePages(
            SecondFactors factors,
            Passkeys passkeys,
            FactorForms forms,
            WebSignIn signIn,
            WebSessions sessions,
            SessionCookie cookie,
            InstantSource clock) {
        this.factors = factors;
        this.passkeys = passkeys;
        this.forms = forms;
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(@RequestParam(defaultValue = "") String next, HttpServletRequest request, Words words) {
        return needy(request)
                .map(who -> page(who, next, request, words))
                .orElseGet(() -> new ModelAndView("redirect:/"));
    }

    /** A right code or passkey begins a session with another secret. */
    @PostMapping
    ModelAndView show(
            @RequestParam(defaultValue = "") Secret code,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Words words) {
        Optional<SignedIn.NeedsFactor> who = needy(request);
        if (who.isEmpty()) {
            return new ModelAndView("redirect:/");
        }
        Instant now = clock.instant();
        var session = who.get().session();
        FactorAnswer shown = forms.passkey(request)
                .map(passkey -> passkeys.show(session, passkey, who.get().actor(), now))
                .orElseGet(() -> factors.show(session.owner(), code, who.get().actor(), now));
        signIn.factorShown(who.get(), shown == FactorAnswer.RIGHT, Browser.of(request), now);
        return switch (shown) {
            case RIGHT -> {
                cookie.give(sessions.openProven(session, Browser.of(request), now), request, response);
                yield new ModelAndView("redirect:" + NextPage.parse(next).orElse("/"));
            }
            case DENIED -> {
                ModelAndView page =
                        page(who.get(), next, request, words).addObject("problem", FactorForms.wrong(request, words));
                page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield page;
            }
        };
    }

    private ModelAndView page(SignedIn.NeedsFactor who, String next, HttpServletRequest request, Words words) {
        return new ModelAndView("sign-in-code")
                .addObject("form", forms.of(who.session(), request, words))
                .addObject("next", NextPage.parse(next).orElse(""));
    }

    private static Optional<SignedIn.NeedsFactor> needy(HttpServletRequest request) {
        return Visitor.signedIn(request)
                .filter(SignedIn.NeedsFactor.class::isInstance)
                .map(SignedIn.NeedsFactor.class::cast)
                .filter(needs -> !needs.setUp());
    }
}
