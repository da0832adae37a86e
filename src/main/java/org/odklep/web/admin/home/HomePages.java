package org.odklep.web.admin.home;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.lock.Ending;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.OutboundPolicies;
import org.odklep.web.admin.Fingerprints;
import org.odklep.web.admin.Live;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page after sign-in. Who may not read the security pages has the guide there, and nothing else. */
@Controller
class HomePages {
    private static final int RELEASES = 5;

    private final AttentionBoard attention;
    private final Totals totals;
    private final LockStore store;
    private final Locks locks;
    private final OutboundPolicies policies;
    private final Fingerprints fingerprints;
    private final InstantSource clock;

    HomePages(
            AttentionBoard attention,
            Totals totals,
            LockStore store,
            Locks locks,
            OutboundPolicies policies,
            Fingerprints fingerprints,
            InstantSource clock) {
        this.attention = attention;
        this.totals = totals;
        this.store = store;
        this.locks = locks;
        this.policies = policies;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /** @param range how far back the charts go */
    @GetMapping("/")
    String home(@RequestParam(name = "range", defaultValue = "") String range, Actor actor, Words words, Model model) {
        boolean reads = actor.may(Right.READ);
        model.addAttribute("reads", reads);
        if (reads) {
            model.addAttribute("live", fingerprints.address(Live.HOME));
            Instant now = clock.instant();
            RestrictionWords inWords = new RestrictionWords(words, policies, locks, now);
            List<AttentionBoard.Card> cards = attention.cards(inWords, now);
            Totals.Range chosen = Totals.Range.of(range);
            model.addAttribute("cards", cards);
            model.addAttribute("calm", cards.stream().allMatch(AttentionBoard.Card::calm));
            model.addAttribute(
                    "releases",
                    store.lastEnded(RELEASES).stream()
                            .map(each -> Release.of(each, inWords))
                            .toList());
            model.addAttribute("ranges", Totals.tabs(chosen, words));
            model.addAttribute("series", totals.charts(chosen, words, now));
            model.addAttribute("charts", true);
        }
        return "home";
    }

    /** The end of a restriction, in finished words. */
    record Release(String id, String account, String how, Moment at, String reason) {
        static Release of(SendingRestriction restriction, RestrictionWords words) {
            Ending ending = restriction.ended().orElseThrow();
            return new Release(
                    restriction.id(),
                    restriction.account().value(),
                    words.endWords(restriction),
                    words.moment(ending.at(), restriction),
                    words.endReason(restriction).orElse(""));
        }
    }
}
