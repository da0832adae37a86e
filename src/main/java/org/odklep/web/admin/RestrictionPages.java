package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditQuery;
import org.odklep.lock.AllowList;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.References;
import org.odklep.lock.RestrictionPage;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.Refusals;
import org.odklep.web.admin.list.Pages;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Security &gt; Restricted entities: the list, and everything about one restriction. */
@Controller
@RequestMapping(RestrictionFilter.PATH)
class RestrictionPages {
    private static final int ROWS = 50;
    /** More are counted as "more than". */
    private static final int COUNTED = 1000;

    private static final int OTHERS = 20;
    private static final int AUDIT_ENTRIES = 20;

    private final LockStore store;
    private final Locks locks;
    private final AllowList allowed;
    private final OutboundPolicies policies;
    private final AuditRows audit;
    private final Refusals refusals;
    private final Fingerprints fingerprints;
    private final InstantSource clock;

    RestrictionPages(
            LockStore store,
            Locks locks,
            AllowList allowed,
            OutboundPolicies policies,
            AuditRows audit,
            Refusals refusals,
            Fingerprints fingerprints,
            InstantSource clock) {
        this.store = store;
        this.locks = locks;
        this.allowed = allowed;
        this.policies = policies;
        this.audit = audit;
        this.refusals = refusals;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    @GetMapping
    String list(RestrictionFilter.Asked asked, Actor actor, Words words, Model model) {
        model.addAttribute("live", fingerprints.address(Live.RESTRICTIONS));
        Instant now = clock.instant();
        RestrictionFilter filter = RestrictionFilter.of(asked);
        RestrictionPage page = page(filter, now);
        model.addAttribute("filter", filter);
        model.addAttribute("columns", filter.columns(words));
        model.addAttribute("tabs", filter.tabs(words));
        model.addAttribute("mayRelease", actor.may(Right.RELEASE));
        model.addAttribute("rows", rows(page.restrictions(), words(words, now)));
        model.addAttribute("count", shown(filter, page, now, words));
        model.addAttribute("nothing", words.say("list.empty." + filter.statusName()));
        model.addAttribute(
                "pages",
                Pages.of(
                        filter.after(), page.next(), after -> filter.from(after).address()));
        model.addAttribute(
                "everywhere", filter.withStatus(RestrictionQuery.Status.ALL).address());
        model.addAttribute("withoutSearch", filter.withoutSearch().address());
        return "restrictions";
    }

    @GetMapping("/{reference}")
    ModelAndView details(@PathVariable String reference, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.READ);
        return details(find(reference), actor, words);
    }

    private RestrictionPage page(RestrictionFilter filter, Instant now) {
        try {
            return store.list(filter.query(ROWS), now);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }

    /** How many of how many. */
    private String shown(RestrictionFilter filter, RestrictionPage page, Instant now, Words words) {
        int rows = page.restrictions().size();
        if (rows == 0 || (filter.after().isEmpty() && page.next().isEmpty())) {
            return words.count("list.rows", rows);
        }
        int all = store.count(filter.from(Optional.empty()).query(ROWS), COUNTED + 1, now);
        return all > COUNTED ? words.say("list.rowsOfMany", rows, COUNTED) : words.count("list.rowsOf", all, rows);
    }

    private SendingRestriction find(String reference) {
        return store.find(References.normalise(reference)).orElseThrow(RestrictionPages::notFound);
    }

    private ModelAndView details(SendingRestriction restriction, Actor actor, Words words) {
        Instant now = clock.instant();
        RestrictionWords inWords = words(words, now);
        List<SendingRestriction> others = store.of(restriction.account(), OTHERS + 1).stream()
                .filter(other -> !other.id().equals(restriction.id()))
                .toList();
        ModelAndView page = new ModelAndView("restriction");
        page.addObject(
                "details",
                RestrictionDetails.of(
                        restriction,
                        inWords,
                        allowed.covering(restriction.account(), now).orElse(null),
                        refusals.restricted(restriction)));
        page.addObject("others", rows(others, inWords));
        page.addObject("mayRelease", actor.may(Right.RELEASE));
        page.addObject("accountHref", AccountAddresses.of(restriction.account()));
        page.addObject(
                "releaseNeeds",
                words.say(
                        "release.needs",
                        words.say("role." + Right.RELEASE.leastRole().key()),
                        words.say("role." + actor.role().key())));
        if (actor.may(Right.READ_AUDIT)) {
            page.addObject(
                    "entries",
                    audit.newest(
                            new AuditQuery(Optional.of(restriction.account().value()), Long.MAX_VALUE, AUDIT_ENTRIES),
                            words));
        }
        return page;
    }

    private RestrictionWords words(Words words, Instant now) {
        return new RestrictionWords(words, policies, locks, now);
    }

    private static List<RestrictionRow> rows(List<SendingRestriction> restrictions, RestrictionWords words) {
        return restrictions.stream()
                .map(restriction -> RestrictionRow.of(restriction, words))
                .toList();
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
