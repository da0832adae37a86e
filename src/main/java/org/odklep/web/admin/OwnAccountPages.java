package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SignedIn;
import org.odklep.signin.UserSessions;
import org.odklep.signin.WebSessions;
import org.odklep.signin.factor.FactorSummary;
import org.odklep.signin.factor.Passkeys;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.user.User;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Your account: what somebody is signed in with, and the end of it. */
@Controller
@RequestMapping(OwnAccountPages.PATH)
class OwnAccountPages {
    static final String PATH = "/account";

    private final WebSessions browsers;
    private final UserSessions sessions;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final InstantSource clock;

    OwnAccountPages(
            WebSessions browsers,
            UserSessions sessions,
            SecondFactors factors,
            Passkeys passkeys,
            InstantSource clock) {
        this.browsers = browsers;
        this.sessions = sessions;
        this.factors = factors;
        this.passkeys = passkeys;
        this.clock = clock;
    }

    @GetMapping
    String show(HttpServletRequest request, Words words, Model model) {
        SignedIn who = who(request);
        model.addAttribute("rows", rows(who, words));
        model.addAttribute("isUser", who instanceof SignedIn.AsUser);
        model.addAttribute("factor", factor(who, words).orElse(null));
        model.addAttribute("changed", request.getParameter("changed") != null);
        return "account";
    }

    @PostMapping("/sessions/{id}")
    String end(
            @PathVariable String id, Actor actor, HttpServletRequest request, Words words, RedirectAttributes flash) {
        end(who(request), id, actor, clock.instant());
        flash.addFlashAttribute("outcome", words.say("session.ended"));
        return "redirect:" + PATH;
    }

    @PostMapping("/sessions")
    String endOthers(Actor actor, HttpServletRequest request, Words words, RedirectAttributes flash) {
        SignedIn who = who(request);
        Instant now = clock.instant();
        rows(who, words).stream().filter(row -> !row.current()).forEach(row -> end(who, row.id(), actor, now));
        flash.addFlashAttribute("outcome", words.say("session.othersEnded"));
        return "redirect:" + PATH;
    }

    private void end(SignedIn who, String id, Actor actor, Instant now) {
        switch (who) {
            case SignedIn.AsUser user -> sessions.endOwn(user.user(), id, actor, now);
            case SignedIn.AsAdministrator administrator -> {
                var owner = administrator.session().owner();
                browsers.end(owner, id, owner.target(), actor, now);
            }
            case SignedIn.MustChange mustChange -> throw nobody();
            case SignedIn.NeedsFactor needsFactor -> throw nobody();
        }
    }

    private List<SessionRow> rows(SignedIn who, Words words) {
        Instant now = clock.instant();
        String current = who.session().id();
        Stream<SessionRow> signedIn =
                browsers.of(who.session().owner(), now).stream().map(session -> SessionRow.of(session, current, words));
        Stream<SessionRow> issued = switch (who) {
            case SignedIn.AsUser(var session, User user, var actor) ->
                sessions.tokens(user, now).stream().map(token -> SessionRow.of(token, words));
            case SignedIn.AsAdministrator administrator -> Stream.empty();
            case SignedIn.MustChange mustChange -> throw nobody();
            case SignedIn.NeedsFactor needsFactor -> throw nobody();
        };
        return Stream.concat(signedIn, issued).toList();
    }

    /**
     * The second factor, in finished words.
     *
     * @param app since when there is an authenticator app; null for none
     */
    record FactorRow(@Nullable Moment app, List<PasskeyRow> passkeys, String codes) {}

    /** @param used null for never */
    record PasskeyRow(
            String handle,
            String name,
            Moment since,
            @Nullable Moment used) {}

    private Optional<FactorRow> factor(SignedIn who, Words words) {
        SessionOwner owner = who.session().owner();
        FactorSummary summary = factors.summary(owner);
        List<PasskeyRow> rows = passkeys.of(owner).stream()
                .map(each -> new PasskeyRow(
                        each.handle(), each.name(), words.moment(each.since()), moment(each.used(), words)))
                .toList();
        return summary.isSet()
                ? Optional.of(
                        new FactorRow(moment(summary.app(), words), rows, words.count("factor.left", summary.codes())))
                : Optional.empty();
    }

    private static @Nullable Moment moment(@Nullable Instant time, Words words) {
        return time == null ? null : words.moment(time);
    }

    private static SignedIn who(HttpServletRequest request) {
        return Visitor.signedIn(request).orElseThrow(OwnAccountPages::nobody);
    }

    private static ResponseStatusException nobody() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
