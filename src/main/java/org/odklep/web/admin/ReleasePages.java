package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.References;
import org.odklep.lock.ReleaseResult;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Releases what was chosen in the list, several restrictions at once for one reason. */
@Controller
@RequestMapping(RestrictionFilter.PATH + "/release")
class ReleasePages {
    /** As many as a page of the list has. */
    private static final int MOST = 50;

    private final LockStore store;
    private final Locks locks;
    private final ReleaseChecks checks;
    private final InstantSource clock;

    ReleasePages(LockStore store, Locks locks, ReleaseChecks checks, InstantSource clock) {
        this.store = store;
        this.locks = locks;
        this.checks = checks;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView ask(
            @RequestParam(name = "selected", defaultValue = "") List<String> references, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.RELEASE);
        List<SendingRestriction> chosen = find(references);
        return chosen.isEmpty() ? new ModelAndView("redirect:" + RestrictionFilter.PATH) : form(chosen, actor, words);
    }

    @PostMapping
    ModelAndView release(
            @RequestParam(name = "selected", defaultValue = "") List<String> references,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.RELEASE);
        List<SendingRestriction> chosen = find(references);
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            ModelAndView again = form(chosen, actor, words);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again.addObject("reason", text).addObject("problem", problem.get());
        }
        Instant now = clock.instant();
        long released = chosen.stream()
                .filter(each -> isReleased(locks.release(each.id(), Reason.of(text), actor, now)))
                .count();
        flash.addFlashAttribute("outcome", words.count("release.many.done", released));
        return new ModelAndView("redirect:" + RestrictionFilter.PATH);
    }

    private List<SendingRestriction> find(List<String> references) {
        return references.stream()
                .limit(MOST)
                .map(References::normalise)
                .distinct()
                .flatMap(reference -> store.find(reference).stream())
                .toList();
    }

    private static boolean isReleased(ReleaseResult result) {
        return switch (result) {
            case ReleaseResult.Released released -> true;
            case ReleaseResult.AlreadyReleased already -> false;
            case ReleaseResult.NotFound missing -> false;
            case ReleaseResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }

    private ModelAndView form(List<SendingRestriction> chosen, Actor actor, Words words) {
        return new ModelAndView("release")
                .addObject("checks", checks.of(chosen, actor, words))
                .addObject("chosen", chosen.stream().map(Chosen::of).toList());
    }

    /** A restriction that is to be released. */
    record Chosen(String id, String account) {
        static Chosen of(SendingRestriction restriction) {
            return new Chosen(restriction.id(), restriction.account().value());
        }
    }
}
