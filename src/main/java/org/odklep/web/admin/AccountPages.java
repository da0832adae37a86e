package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.signin.SessionEnd;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SignIns;
import org.odklep.signin.UnlockResult;
import org.odklep.signin.UserSessions;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.user.Authority;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One user: what is known, and what an administrator does about it. */
@Controller
@RequestMapping(UserSearch.PATH + "/{id}")
class AccountPages {
    private final Users users;
    private final SignIns signIns;
    private final UserSessions sessions;
    private final SecondFactors factors;
    private final AccountStates states;
    private final InstantSource clock;

    AccountPages(
            Users users,
            SignIns signIns,
            UserSessions sessions,
            SecondFactors factors,
            AccountStates states,
            InstantSource clock) {
        this.users = users;
        this.signIns = signIns;
        this.sessions = sessions;
        this.factors = factors;
        this.states = states;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(@PathVariable String id, Actor actor, Words words) {
        return page(find(id, actor), actor, words);
    }

    @PostMapping("/sessions")
    ModelAndView revoke(@PathVariable String id, Actor actor, Words words, RedirectAttributes flash) {
        User user = find(id, actor);
        UserChange outcome = users.revokeSessions(user.id(), actor, clock.instant());
        return back(user, flash, say(outcome, "user.done.revoked", words), isChange(outcome));
    }

    @PostMapping("/sessions/{session}")
    ModelAndView end(
            @PathVariable String id, @PathVariable String session, Actor actor, Words words, RedirectAttributes flash) {
        User user = find(id, actor);
        boolean done = switch (sessions.end(user, session, actor, clock.instant())) {
            case SessionEnd.Ended() -> true;
            case SessionEnd.NotFound() -> false;
            case SessionEnd.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
        return back(user, flash, words.say(done ? "session.ended" : "user.done.nothing"), done);
    }

    @PostMapping("/lockout")
    ModelAndView unlock(
            @PathVariable String id,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        User user = find(id, actor);
        SignIns.missingToUnlock(user, actor).ifPresent(needed -> {
            throw new NeedsRole(needed);
        });
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            return refused(user, actor, words).addObject("lockoutProblem", problem.get());
        }
        boolean done = switch (signIns.unlock(user, Reason.of(text), actor, clock.instant())) {
            case UnlockResult.Unlocked() -> true;
            case UnlockResult.NotLocked() -> false;
            case UnlockResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
        return back(user, flash, words.say(done ? "user.done.unlocked" : "user.done.nothing"), done);
    }

    @FreshProof
    @PostMapping("/roles")
    ModelAndView roles(
            @PathVariable String id,
            @RequestParam long version,
            @RequestParam(name = "role", defaultValue = "") List<String> keys,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        User user = find(id, actor);
        Set<Role> roles = new HashSet<>();
        keys.forEach(key -> Role.byKey(key).ifPresent(roles::add));
        UserChange outcome =
                users.update(user.withVersion(version), new Users.Edit(user.profile(), roles), actor, clock.instant());
        return back(user, flash, say(outcome, "user.done.roles", words), isChange(outcome));
    }

    private User find(String id, Actor actor) {
        return OneUser.find(users, id, actor);
    }

    private ModelAndView page(User user, Actor actor, Words words) {
        ModelAndView page = new ModelAndView("user");
        page.addObject("details", UserDetails.of(user, words));
        AccountState state = states.of(user, actor, words);
        page.addObject("state", state);
        page.addObject("charts", state.activity().hasChart());
        page.addObject("sessions", rows(user, words));
        page.addObject("hasFactor", factors.summary(SessionOwner.of(user)).isSet());
        page.addObject("mayReset", may(actor, Right.RESET_PASSWORD, user));
        page.addObject("mayBlock", may(actor, Right.BLOCK_SIGN_IN, user));
        page.addObject("mayEdit", may(actor, Right.EDIT_USERS, user));
        page.addObject("mayDelete", may(actor, Right.EDIT_USERS, user) && !Authority.isOneself(actor, user));
        page.addObject("mayAssign", actor.may(Right.ASSIGN_ROLES));
        page.addObject("needs", needs(user, actor, words));
        return page;
    }

    private List<SessionRow> rows(User user, Words words) {
        Instant now = clock.instant();
        return Stream.concat(
                        sessions.browsers(user, now).stream().map(session -> SessionRow.of(session, "", words)),
                        sessions.tokens(user, now).stream().map(token -> SessionRow.of(token, words)))
                .toList();
    }

    private ModelAndView refused(User user, Actor actor, Words words) {
        ModelAndView page = page(user, actor, words);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static boolean may(Actor actor, Right right, User user) {
        return Authority.missing(actor, right, user).isEmpty();
    }

    /** Who may do what the reader may not, each in a sentence. */
    private static List<String> needs(User user, Actor actor, Words words) {
        List<String> needs = new ArrayList<>();
        Authority.missing(actor, Right.RESET_PASSWORD, user)
                .ifPresent(role -> needs.add(words.say("user.needs.reset", words.say("role." + role.key()))));
        Authority.missing(actor, Right.BLOCK_SIGN_IN, user)
                .ifPresent(role -> needs.add(words.say("user.needs.block", words.say("role." + role.key()))));
        return needs;
    }

    private static boolean isChange(UserChange outcome) {
        return outcome instanceof UserChange.Changed;
    }

    private static ModelAndView back(User user, RedirectAttributes flash, String outcome, boolean changed) {
        Told.tell(flash, outcome, changed);
        return new ModelAndView("redirect:" + AccountAddresses.of(user));
    }

    /** What became of a user whose page this is: nobody, or one who is beyond the reader, has none. */
    static String say(UserChange outcome, String done, Words words) {
        if (outcome instanceof UserChange.NotFound) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (outcome instanceof UserChange.NotAllowed(Role needed)) {
            throw new NeedsRole(needed);
        }
        return UserOutcome.say(outcome, done, words);
    }
}
