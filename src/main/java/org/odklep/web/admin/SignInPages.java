package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.Secret;
import org.odklep.organisation.SetUp;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebAnswer;
import org.odklep.signin.WebSessions;
import org.odklep.signin.WebSignIn;
import org.odklep.web.admin.openid.OpenIdDoor;
import org.odklep.web.admin.openid.Trouble;
import org.odklep.web.admin.session.Browser;
import org.odklep.web.admin.session.NextPage;
import org.odklep.web.admin.session.SessionCookie;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out. And home. */
@Controller
class SignInPages {
    private final SetUp setUp;
    private final WebSignIn signIn;
    private final WebSessions sessions;
    private final SessionCookie cookie;
    private final OpenIdDoor door;
    private final InstantSource clock;

    SignInPages(
            SetUp setUp,
            WebSignIn signIn,
            WebSessions sessions,
            SessionCookie cookie,
            OpenIdDoor door,
            InstantSource clock) {
        this.setUp = setUp;
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
        this.door = door;
        this.clock = clock;
    }

    @GetMapping("/sign-in")
    String form(Asked asked, HttpServletRequest request, Words words, Model model) {
        if (setUp.isNeeded()) {
            return "redirect:/set-up";
        }
        if (Visitor.of(request).isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("next", NextPage.parse(asked.next()).orElse(""));
        model.addAttribute("problem", problem(asked, words).orElse(null));
        model.addAttribute("provider", door.name().orElse(null));
        model.addAttribute("created", asked.created() != null);
        model.addAttribute("changed", asked.changed() != null);
        model.addAttribute("signedOut", asked.signedOut() != null);
        return "sign-in";
    }

    /**
     * What the address of the page says.
     *
     * @param refused why the last attempt was
     * @param created there when the first administrator was just made
     * @param changed there when a user without a role has a new password
     * @param signedOut there when somebody just signed out
     * @param next the page to go on to
     */
    record Asked(
            @Nullable String refused,
            @Nullable String created,
            @Nullable String changed,
            @Nullable String signedOut,
            @Nullable String next) {}

    /** Every sign-in has a session of its own; one that the browser had before ends. */
    @PostMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") Secret password,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        WebSignIn.Try attempt = new WebSignIn.Try(name, password, Browser.of(request));
        return switch (signIn.signIn(attempt, clock.instant())) {
            case WebAnswer.Opened(Secret secret) -> {
                Visitor.signedIn(request).map(SignedIn::session).ifPresent(sessions::signOut);
                cookie.give(secret, request, response);
                yield "redirect:" + NextPage.parse(next).orElse("/");
            }
            case WebAnswer.NoRole() -> refused("role", next);
            case WebAnswer.Denied() -> refused("wrong", next);
            case WebAnswer.Busy() -> refused("busy", next);
        };
    }

    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        Visitor.signedIn(request).map(SignedIn::session).ifPresent(sessions::signOut);
        cookie.take(request, response);
        return "redirect:/sign-in?signedOut";
    }

    private static String refused(String reason, String next) {
        return "redirect:/sign-in?refused=" + reason
                + NextPage.parse(next).map(page -> "&" + NextPage.query(page)).orElse("");
    }

    private Optional<String> problem(Asked asked, Words words) {
        return Optional.ofNullable(asked.refused()).map(reason -> switch (reason) {
            case "role" -> words.say("signIn.role");
            case "busy" -> words.say("signIn.busy");
            default -> ofProvider(reason, words).orElseGet(() -> words.say("signIn.wrong"));
        });
    }

    private Optional<String> ofProvider(String reason, Words words) {
        return door.name().flatMap(name -> Trouble.named(reason).map(trouble -> words.say(trouble.message(), name)));
    }
}
