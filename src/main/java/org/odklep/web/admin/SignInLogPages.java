package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.ClientAddress;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignInSearch;
import org.odklep.web.admin.list.Pages;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Security &gt; Sign-in log: what truly happened, where clients are told the same whatever it was. */
@Controller
class SignInLogPages {
    private static final int ROWS = 50;

    private final SignInLog log;
    private final OrganisationDecision organisation;
    private final InstantSource clock;

    SignInLogPages(SignInLog log, OrganisationDecision organisation, InstantSource clock) {
        this.log = log;
        this.organisation = organisation;
        this.clock = clock;
    }

    @GetMapping(SignInLogFilter.PATH)
    String list(@RequestParam Map<String, String> asked, Actor actor, Words words, Model model) {
        SignInLogFilter filter = SignInLogFilter.of(asked);
        SignInSearch.Page page = find(filter);
        Optional<String> next = page.next().map(SignInLogFilter::position);
        boolean mayBlock = actor.may(Right.EDIT_ALLOW_LIST);
        model.addAttribute("filter", filter);
        model.addAttribute("tabs", filter.tabs(words));
        model.addAttribute("codes", filter.codes(words));
        model.addAttribute("chips", filter.chips(words));
        model.addAttribute(
                "rows",
                page.attempts().stream()
                        .map(each -> Row.of(each, words).blockable(each.client(), mayBlock))
                        .toList());
        model.addAttribute(
                "count", words.count("signInLog.rows", page.attempts().size()));
        model.addAttribute("goesOn", next.isPresent() && page.attempts().size() < ROWS);
        model.addAttribute(
                "pages",
                Pages.of(filter.after(), next, after -> filter.from(after).address()));
        return "sign-ins";
    }

    private SignInSearch.Page find(SignInLogFilter filter) {
        try {
            return filter.search(organisation.zone(), clock.instant(), ROWS)
                    .map(log::search)
                    .orElseGet(() -> new SignInSearch.Page(List.of(), Optional.empty()));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }

    /**
     * An attempt, in finished words.
     *
     * @param icon names the colour and picture of the outcome
     * @param number of the outcome, as administrators know it from elsewhere
     * @param block where its client is put on the block list; null where the reader may not
     */
    record Row(
            Moment at,
            String account,
            String icon,
            String outcome,
            String number,
            String meaning,
            String client,
            String kind,
            String place,
            @Nullable String block) {
        static Row of(SignInRecord attempt, Words words) {
            return new Row(
                    words.moment(attempt.at()),
                    attempt.account().value(),
                    icon(attempt.code()),
                    words.say("signInLog.outcome." + attempt.code().outcome().key()),
                    Integer.toString(attempt.code().number()),
                    words.say("code." + attempt.code()),
                    attempt.client().value(),
                    words.say("kind." + attempt.kind().key()),
                    words.say(attempt.familiar() ? "signInLog.familiar" : "signInLog.unfamiliar"),
                    null);
        }

        /** With the way to the block list, for those who may edit it; the server itself cannot be blocked. */
        Row blockable(ClientAddress address, boolean may) {
            String href = may && !address.equals(ClientAddress.LOCAL) ? AccountAddresses.block(address.value()) : null;
            return new Row(at, account, icon, outcome, number, meaning, client, kind, place, href);
        }

        private static String icon(SignInCode code) {
            return switch (code) {
                case SUCCESS -> "check";
                case LOCKED_OUT, MALICIOUS_NETWORK -> "locked";
                case SIGN_IN_BLOCKED, BLOCK_LISTED -> "blocked";
                case FACTOR_AWAITED -> "wait";
                case PASSWORD_MUST_CHANGE, FACTOR_FAILED, WRONG_PASSWORD, UNKNOWN_ACCOUNT, NOT_VOUCHED_FOR -> "key";
                case NOT_CHECKED -> "alerts";
            };
        }
    }
}
