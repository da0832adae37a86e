package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.Locks;
import org.odklep.lock.ReleaseResult;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.SignIns;
import org.odklep.signin.UnlockResult;
import org.odklep.user.User;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Releases several users, for one reason: they may send again, and their lockouts end. */
@Controller
@RequestMapping(UserSearch.PATH + "/release")
class UserReleasePages {
    private final Locks locks;
    private final SignIns signIns;
    private final ChosenUsers chosen;
    private final ReleaseChecks checks;
    private final InstantSource clock;

    UserReleasePages(Locks locks, SignIns signIns, ChosenUsers chosen, ReleaseChecks checks, InstantSource clock) {
        this.locks = locks;
        this.signIns = signIns;
        this.chosen = chosen;
        this.checks = checks;
        this.clock = clock;
    }

    @PostMapping(params = "!sure")
    ModelAndView ask(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "false") boolean everyone,
            UserSearch.Asked asked,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.RELEASE);
        UserSearch search = UserSearch.of(asked, actor);
        return form(chosen.find(new ChosenUsers.Choice(ids, everyone, search), actor), search, actor, words);
    }

    @PostMapping(params = "sure")
    ModelAndView release(
            @RequestParam(name = "user", defaultValue = "") List<String> ids,
            @RequestParam(name = "reason", defaultValue = "") String text,
            UserSearch.Asked asked,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.RELEASE);
        UserSearch search = UserSearch.of(asked, actor);
        List<User> users = chosen.find(new ChosenUsers.Choice(ids, false, search), actor);
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            ModelAndView again = form(users, search, actor, words);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again.addObject("reason", text).addObject("problem", problem.get());
        }
        List<UserOutcome> outcomes = users.stream()
                .map(user -> release(user, Reason.of(text), actor, words))
                .toList();
        return UserOutcome.page(words.say("release.title"), outcomes, search, words);
    }

    private ModelAndView form(List<User> users, UserSearch search, Actor actor, Words words) {
        Instant now = clock.instant();
        List<SendingRestriction> restrictions = users.stream()
                .flatMap(user -> user.names().stream())
                .flatMap(name -> locks.stopsSending(name, now).stream())
                .toList();
        return ChosenUsers.panel("users-release", users, search)
                .addObject("checks", checks.of(restrictions, actor, words))
                .addObject("unchecked", restrictions.size() > ReleaseChecks.MOST);
    }

    private UserOutcome release(User user, Reason reason, Actor actor, Words words) {
        Instant now = clock.instant();
        boolean sends = false;
        boolean signsIn = false;
        for (AccountName name : user.names()) {
            sends |= isReleased(name, reason, actor, now);
            signsIn |= isUnlocked(name, reason, actor, now);
        }
        String said = sends ? (signsIn ? "bulk.released.both" : "bulk.released.sending") : "bulk.released.lockout";
        return UserOutcome.of(user, true, words.say(sends || signsIn ? said : "user.done.nothing"));
    }

    private boolean isReleased(AccountName name, Reason reason, Actor actor, Instant now) {
        return switch (locks.release(name, reason, actor, now)) {
            case ReleaseResult.Released released -> true;
            case ReleaseResult.AlreadyReleased already -> false;
            case ReleaseResult.NotFound missing -> false;
            case ReleaseResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }

    private boolean isUnlocked(AccountName name, Reason reason, Actor actor, Instant now) {
        if (signIns.lockouts(name, now).isEmpty()) {
            return false;
        }
        return switch (signIns.unlock(name, reason, actor, now)) {
            case UnlockResult.Unlocked() -> true;
            case UnlockResult.NotLocked() -> false;
            case UnlockResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }
}
