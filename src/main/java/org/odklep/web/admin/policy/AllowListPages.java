package org.odklep.web.admin.policy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.web.admin.ConfirmPage;
import org.odklep.web.admin.Field;
import org.odklep.web.admin.NamedAccounts;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.Reasons;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The allow-list of senders: adding to it and removing from it. */
@Controller
@RequestMapping(OutboundPages.PATH + "/allow-list")
class AllowListPages {
    private final AllowList allowed;
    private final NamedAccounts accounts;
    private final OrganisationDecision organisation;
    private final InstantSource clock;

    AllowListPages(AllowList allowed, NamedAccounts accounts, OrganisationDecision organisation, InstantSource clock) {
        this.allowed = allowed;
        this.accounts = accounts;
        this.organisation = organisation;
        this.clock = clock;
    }

    @GetMapping("/new")
    ModelAndView form(Actor actor, Words words) {
        NeedsRole.unless(actor, Right.EDIT_ALLOW_LIST);
        return form("", "", "", Map.of(), words);
    }

    @PostMapping("/new")
    ModelAndView add(
            @RequestParam(defaultValue = "") String pattern,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String until,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_ALLOW_LIST);
        Instant now = clock.instant();
        Map<String, String> problems = new HashMap<>();
        Optional<String> parsed = parse(pattern);
        if (parsed.isEmpty()) {
            problems.put("pattern", words.say("exception.problem.pattern"));
        }
        Reasons.problem(reason, words).ifPresent(problem -> problems.put("reason", problem));
        Optional<Instant> end = LastDay.end(until, organisation.zone());
        if (!until.isBlank() && end.filter(now::isBefore).isEmpty()) {
            problems.put("until", words.say("exception.problem.until"));
        }
        if (!problems.isEmpty()) {
            return form(pattern, reason, until, problems, words);
        }
        AllowEntry entry = new AllowEntry(parsed.orElseThrow(), Reason.of(reason), actor.name(), now, end);
        if (!allowed.add(entry, actor)) {
            throw new NeedsRole(Right.EDIT_ALLOW_LIST.leastRole());
        }
        Strangers.tell(flash, words.say("exception.added", entry.pattern()), isStranger(entry.pattern(), actor), words);
        return new ModelAndView("redirect:" + OutboundPages.PATH);
    }

    @GetMapping("/remove")
    ModelAndView confirm(@RequestParam String pattern, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.EDIT_ALLOW_LIST);
        if (allowed.entries().stream().noneMatch(entry -> entry.pattern().equals(pattern))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ConfirmPage.of(
                words.say("exception.remove.title", pattern),
                words.say("exception.remove.text"),
                removal(pattern),
                words.say("exception.remove"),
                OutboundPages.PATH);
    }

    @PostMapping("/remove")
    String remove(@RequestParam String pattern, Actor actor, Words words, RedirectAttributes flash) {
        switch (allowed.remove(pattern, actor, clock.instant())) {
            case REMOVED -> flash.addFlashAttribute("outcome", words.say("exception.removed", pattern));
            case NOT_FOUND -> flash.addFlashAttribute("trouble", words.say("exception.gone", pattern));
            case NOT_ALLOWED -> throw new NeedsRole(Right.EDIT_ALLOW_LIST.leastRole());
        }
        return "redirect:" + OutboundPages.PATH;
    }

    /**
     * An entry of the list, in finished words.
     *
     * @param until null for one without end
     * @param removal where it is removed
     */
    record Row(
            String pattern,
            String reason,
            String addedBy,
            Moment addedAt,
            @Nullable Moment until,
            String removal) {
        static Row of(AllowEntry entry, Words words) {
            return new Row(
                    entry.pattern(),
                    entry.reason().text(),
                    RestrictionWords.actor(entry.addedBy(), words),
                    words.moment(entry.addedAt()),
                    entry.until().map(words::moment).orElse(null),
                    AllowListPages.removal(entry.pattern()));
        }
    }

    private static String removal(String pattern) {
        return UriComponentsBuilder.fromPath(OutboundPages.PATH + "/allow-list/remove")
                .queryParam("pattern", "{pattern}")
                .encode()
                .buildAndExpand(pattern)
                .toUriString();
    }

    private boolean isStranger(String pattern, Actor actor) {
        return !AllowEntry.isDomain(pattern) && accounts.isStranger(AccountName.of(pattern), actor);
    }

    /** A name without a domain is one at the default domain, as everywhere; an alias is its user. */
    private Optional<String> parse(String text) {
        try {
            String pattern = AllowEntry.narrowPattern(text);
            return Optional.of(
                    AllowEntry.isDomain(pattern)
                            ? pattern
                            : accounts.own(AccountName.named(pattern)).value());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ModelAndView form(String pattern, String reason, String until, Map<String, String> problems, Words words) {
        ModelAndView form = new ModelAndView("exception-new");
        form.addObject(
                "pattern",
                Field.of(
                        "pattern",
                        words.say("exceptions.pattern"),
                        words.say("exception.patternHelp"),
                        pattern,
                        problems.get("pattern")));
        form.addObject("reason", reason);
        form.addObject("reasonProblem", problems.get("reason"));
        form.addObject(
                "until",
                Field.of(
                        "until",
                        words.say("exception.until"),
                        words.say("exception.untilHelp", organisation.zone().getId()),
                        until,
                        problems.get("until")));
        form.setStatus(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return form;
    }
}
