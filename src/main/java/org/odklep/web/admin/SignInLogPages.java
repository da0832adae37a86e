package org.odklep.web.admin;

import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.kernel.AccountName;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.web.admin.list.Pages;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** Security &gt; Sign-in log: what truly happened, where clients are told the same whatever it was. */
@Controller
class SignInLogPages {
    private static final int ROWS = 50;

    private final SignInLog log;
    private final NamedAccounts accounts;
    private final OrganisationDecision organisation;

    SignInLogPages(SignInLog log, NamedAccounts accounts, OrganisationDecision organisation) {
        this.accounts = accounts;
        this.log = log;
        this.organisation = organisation;
    }

    @GetMapping(SignInLogFilter.PATH)
    String list(SignInLogFilter.Asked asked, Actor actor, Words words, Model model) {
        SignInLogFilter filter = SignInLogFilter.of(asked);
        List<SignInRecord> found = find(filter, actor);
        List<SignInRecord> page = found.subList(0, Math.min(ROWS, found.size()));
        Optional<String> next =
                found.size() > ROWS ? Optional.of(SignInLogFilter.position(page.getLast())) : Optional.empty();
        model.addAttribute("filter", filter);
        model.addAttribute("tabs", filter.tabs(words));
        model.addAttribute("chips", filter.chips(words));
        model.addAttribute(
                "rows", page.stream().map(each -> Row.of(each, words)).toList());
        model.addAttribute("count", words.count("signInLog.rows", page.size()));
        model.addAttribute(
                "pages",
                Pages.of(filter.after(), next, after -> filter.from(after).address()));
        return "sign-ins";
    }

    /** Administrators have names without a domain; other names without one are accounts, cut short. */
    private List<SignInRecord> find(SignInLogFilter filter, Actor actor) {
        try {
            List<SignInRecord> typed = find(filter, AccountName.parse(filter.account()));
            return !typed.isEmpty() || filter.account().isEmpty()
                    ? typed
                    : find(
                            filter,
                            accounts.names(filter.account(), actor).stream().findFirst());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }

    private List<SignInRecord> find(SignInLogFilter filter, Optional<AccountName> account) {
        return filter.query(account, organisation.current().zone(), ROWS + 1)
                .map(log::list)
                .orElse(List.of());
    }

    /**
     * An attempt, in finished words.
     *
     * @param icon names the colour and picture of the outcome
     * @param number of the outcome, as administrators know it from elsewhere
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
            String place) {
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
                    words.say(attempt.familiar() ? "signInLog.familiar" : "signInLog.unfamiliar"));
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
