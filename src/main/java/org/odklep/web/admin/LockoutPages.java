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
import org.odklep.lock.Lockout;
import org.odklep.signin.SignIns;
import org.odklep.signin.UnlockResult;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Pages;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Security &gt; Locked out: who cannot sign in after wrong passwords, and the end of one lockout or of several. */
@Controller
@RequestMapping(LockoutFilter.PATH)
class LockoutPages {
    private static final int ROWS = 50;

    private final SignIns signIns;
    private final LockoutRows rows;
    private final Fingerprints fingerprints;
    private final InstantSource clock;

    LockoutPages(SignIns signIns, LockoutRows rows, Fingerprints fingerprints, InstantSource clock) {
        this.signIns = signIns;
        this.rows = rows;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    @GetMapping
    String list(LockoutFilter.Asked asked, Actor actor, Words words, Model model) {
        NeedsRole.unless(actor, Right.READ);
        model.addAttribute("live", fingerprints.address(Live.LOCKOUTS));
        Instant now = clock.instant();
        LockoutFilter filter = LockoutFilter.of(asked);
        List<Lockout> found = find(filter, now);
        List<Lockout> page = found.subList(0, Math.min(ROWS, found.size()));
        Optional<String> next =
                found.size() > ROWS ? Optional.of(LockoutFilter.position(page.getLast())) : Optional.empty();
        model.addAttribute("filter", filter);
        model.addAttribute("tabs", filter.tabs(words));
        model.addAttribute("mayRelease", actor.may(Right.RELEASE));
        model.addAttribute("rows", rows.of(page, words));
        model.addAttribute("count", words.count("lockouts.rows", page.size()));
        model.addAttribute(
                "total", words.count("lockouts.total", signIns.tally(now).lockouts()));
        model.addAttribute("withoutSearch", filter.withoutSearch().address());
        model.addAttribute(
                "pages",
                Pages.of(filter.after(), next, after -> filter.from(after).address()));
        return "lockouts";
    }

    /** Asks why the lockouts of the chosen accounts shall end. */
    @GetMapping("/end")
    ModelAndView ask(@RequestParam(name = "selected", defaultValue = "") List<String> names, Actor actor) {
        NeedsRole.unless(actor, Right.RELEASE);
        List<AccountName> chosen = accounts(names);
        return chosen.isEmpty() ? new ModelAndView("redirect:" + LockoutFilter.PATH) : form(chosen);
    }

    @PostMapping("/end")
    ModelAndView end(
            @RequestParam(name = "selected", defaultValue = "") List<String> names,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.RELEASE);
        List<AccountName> chosen = accounts(names);
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            ModelAndView again = form(chosen);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again.addObject("reason", text).addObject("problem", problem.get());
        }
        Instant now = clock.instant();
        long ended = chosen.stream()
                .filter(account -> isEnded(signIns.unlock(account, Reason.of(text), actor, now)))
                .count();
        flash.addFlashAttribute("outcome", words.count("lockouts.done", ended));
        return new ModelAndView("redirect:" + LockoutFilter.PATH);
    }

    /** Where the lockouts of one account are ended. */
    static String ending(AccountName account) {
        return Address.of(LockoutFilter.PATH + "/end")
                .with("selected", account.value())
                .text();
    }

    private List<Lockout> find(LockoutFilter filter, Instant now) {
        try {
            return signIns.locked(filter.query(now, ROWS + 1));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }

    /** As many as a page of the list has; an account may be locked out at both kinds of places, and is ended once. */
    private static List<AccountName> accounts(List<String> names) {
        return names.stream()
                .flatMap(name -> AccountName.parse(name).stream())
                .distinct()
                .limit(ROWS)
                .toList();
    }

    private static boolean isEnded(UnlockResult result) {
        return switch (result) {
            case UnlockResult.Unlocked() -> true;
            case UnlockResult.NotLocked() -> false;
            case UnlockResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }

    private static ModelAndView form(List<AccountName> chosen) {
        return new ModelAndView("lockouts-end")
                .addObject("chosen", chosen.stream().map(AccountName::value).toList());
    }
}
