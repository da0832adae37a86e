package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowList;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.References;
import org.odklep.lock.ReleaseResult;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.Refusals;
import org.odklep.user.UserChange;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Moment;
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

/** Unblocks one restricted account: what happened, what was done about it, and why it may send again, on one page. */
@Controller
@RequestMapping(RestrictionFilter.PATH + "/{reference}")
class UnblockPages {
    private final LockStore store;
    private final Locks locks;
    private final AllowList allowed;
    private final OutboundPolicies policies;
    private final Refusals refusals;
    private final Precautions precautions;
    private final Users users;
    private final SharedStore shared;
    private final InstantSource clock;

    UnblockPages(
            LockStore store,
            Locks locks,
            AllowList allowed,
            OutboundPolicies policies,
            Refusals refusals,
            Precautions precautions,
            Users users,
            SharedStore shared,
            InstantSource clock) {
        this.store = store;
        this.locks = locks;
        this.allowed = allowed;
        this.policies = policies;
        this.refusals = refusals;
        this.precautions = precautions;
        this.users = users;
        this.shared = shared;
        this.clock = clock;
    }

    @GetMapping("/release")
    ModelAndView steps(@PathVariable String reference, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.RELEASE);
        SendingRestriction restriction = find(reference);
        return restriction.holds(clock.instant())
                ? page(restriction, actor, words)
                : new ModelAndView("redirect:" + AccountAddresses.of(restriction));
    }

    /** Ends the sessions of the account, and comes back. */
    @PostMapping("/sessions")
    ModelAndView endSessions(@PathVariable String reference, Actor actor, Words words, RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.RELEASE);
        SendingRestriction restriction = find(reference);
        UserChange outcome = users.find(restriction.account().value(), actor)
                .map(user -> users.revokeSessions(user.id(), actor, clock.instant()))
                .orElseThrow(UnblockPages::notFound);
        flash.addFlashAttribute("outcome", AccountPages.say(outcome, "user.done.revoked", words));
        return new ModelAndView("redirect:" + AccountAddresses.unblock(restriction));
    }

    @PostMapping("/release")
    ModelAndView release(
            @PathVariable String reference,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.RELEASE);
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            ModelAndView again = page(find(reference), actor, words);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again.addObject("reason", text).addObject("problem", problem.get());
        }
        String id = References.normalise(reference);
        flash.addFlashAttribute("outcome", release(id, Reason.of(text), actor, words));
        return new ModelAndView("redirect:" + RestrictionFilter.PATH + "/" + id);
    }

    /** Measures from the order until the memory that this server's gates ask holds the release. */
    private String release(String id, Reason reason, Actor actor, Words words) {
        Instant now = clock.instant();
        long began = System.nanoTime();
        return switch (locks.release(id, reason, actor, now)) {
            case ReleaseResult.Released(SendingRestriction released) -> {
                boolean free = locks.stopsSending(released.account(), now).isEmpty();
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                yield free
                        ? done(released, took, words)
                        : words.say("unblock.again", released.account().value());
            }
            case ReleaseResult.AlreadyReleased(SendingRestriction before) -> already(before, words, now);
            case ReleaseResult.NotAllowed(Role role) -> throw new NeedsRole(role);
            case ReleaseResult.NotFound() -> throw notFound();
        };
    }

    private String done(SendingRestriction released, Duration took, Words words) {
        return words.say(
                shared.shared() ? "release.done.shared" : "release.done",
                released.account().value(),
                took.toNanos() / 1e6);
    }

    private ModelAndView page(SendingRestriction restriction, Actor actor, Words words) {
        Instant now = clock.instant();
        return new ModelAndView("unblock")
                .addObject(
                        "details",
                        RestrictionDetails.of(
                                restriction,
                                reader(words, now),
                                allowed.covering(restriction.account(), now).orElse(null),
                                refusals.restricted(restriction)))
                .addObject("precautions", precautions.of(restriction, actor, words))
                .addObject("accountHref", AccountAddresses.of(restriction.account()));
    }

    private String already(SendingRestriction restriction, Words words, Instant now) {
        RestrictionWords reader = reader(words, now);
        String at = reader.end(restriction).map(Moment::text).orElse("");
        return words.say("release.already", reader.endWords(restriction), at);
    }

    private RestrictionWords reader(Words words, Instant now) {
        return new RestrictionWords(words, policies, locks, now);
    }

    private SendingRestriction find(String reference) {
        return store.find(References.normalise(reference)).orElseThrow(UnblockPages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
