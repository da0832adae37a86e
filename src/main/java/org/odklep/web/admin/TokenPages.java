package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.IssueResult;
import org.odklep.account.RevokeResult;
import org.odklep.account.Role;
import org.odklep.account.TokenScope;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Portion;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Settings &gt; API tokens: the list, issuing one, revoking one. */
@Controller
@RequestMapping(TokenPages.PATH)
class TokenPages {
    static final String PATH = "/settings/api-tokens";

    private static final List<Integer> LIVES = List.of(7, 30, 90, 365);
    private static final int USUAL_LIFE = 90;

    private final ApiTokens tokens;
    private final InstantSource clock;

    TokenPages(ApiTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String from, Words words, Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "tokens",
                Portion.of(
                                tokens.all(),
                                from,
                                next -> Address.of(PATH).with("from", next).text(),
                                words)
                        .map(token -> Row.of(token, tokens.isGood(token, now), words)));
        return "tokens";
    }

    /** The form as it was sent, or as it is at first. */
    record Entered(String name, String role, int days, String domains) {
        static final Entered NOTHING = new Entered("", Role.AUDITOR.key(), USUAL_LIFE, "");
    }

    @FreshProof
    @GetMapping("/new")
    ModelAndView form(Words words, Actor actor) {
        return form(Entered.NOTHING, Optional.empty(), actor, words);
    }

    /** Answers with the secret itself: it is stored nowhere for a page to come. */
    @FreshProof
    @PostMapping("/new")
    ModelAndView issue(Entered entered, Actor actor, Words words) {
        Instant now = clock.instant();
        ApiToken.Wanted wanted;
        try {
            wanted = wanted(entered, now);
        } catch (IllegalArgumentException e) {
            return form(entered, Optional.of(problem(entered, words)), actor, words);
        }
        return switch (tokens.issue(wanted, actor, now)) {
            case IssueResult.Issued(ApiToken token, Secret secret) ->
                SecretPage.of(words.say("token.issued", token.name()), words.say("token.once"), secret, PATH);
            case IssueResult.NameTaken(String name) -> refused(entered, "token.problem.taken", actor, words);
            case IssueResult.DomainsMismatch(Role role) -> refused(entered, "token.problem.domains", actor, words);
            case IssueResult.OwnerCannot(Role role) -> throw new IllegalStateException("nobody was to own it");
            case IssueResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }

    @FreshProof
    @GetMapping("/{id}/revoke")
    ModelAndView confirm(@PathVariable String id, Words words) {
        ApiToken token = tokens.all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ConfirmPage.of(
                words.say("token.revoke.title", token.name()),
                words.say("token.revoke.text"),
                PATH + "/" + id + "/revoke",
                words.say("token.revoke"),
                PATH);
    }

    @FreshProof
    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable String id, Actor actor, Words words, RedirectAttributes flash) {
        flash.addFlashAttribute(
                "outcome",
                switch (tokens.revoke(id, actor, clock.instant())) {
                    case RevokeResult.Revoked(ApiToken token) -> words.say("token.revoked", token.name());
                    case RevokeResult.NotFound() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                    case RevokeResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
                });
        return "redirect:" + PATH;
    }

    private static ApiToken.Wanted wanted(Entered entered, Instant now) {
        Set<MailDomain> domains = new LinkedHashSet<>();
        for (String text : entered.domains().split("[\\s,;]+")) {
            if (!text.isEmpty()) {
                domains.add(MailDomain.of(text));
            }
        }
        if (!LIVES.contains(entered.days())) {
            throw new IllegalArgumentException("not a life of the form");
        }
        return new ApiToken.Wanted(
                ApiToken.name(entered.name()),
                Role.byKey(entered.role()).orElseThrow(() -> new IllegalArgumentException("no role")),
                now.plus(Duration.ofDays(entered.days())),
                TokenScope.of(domains));
    }

    /** The first mistake of a form that makes no token. */
    private static String problem(Entered entered, Words words) {
        try {
            ApiToken.name(entered.name());
        } catch (IllegalArgumentException e) {
            return words.say("token.problem.input", ApiToken.MAX_NAME);
        }
        if (Role.byKey(entered.role()).isEmpty()) {
            return words.say("token.problem.role");
        }
        return Arrays.stream(entered.domains().split("[\\s,;]+"))
                .filter(text -> !text.isEmpty() && !isDomain(text))
                .findFirst()
                .map(text -> words.say("token.problem.domain", text))
                .orElseGet(() -> words.say("token.problem.life"));
    }

    private static boolean isDomain(String text) {
        try {
            MailDomain.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ModelAndView refused(Entered entered, String problem, Actor actor, Words words) {
        return form(entered, Optional.of(words.say(problem)), actor, words);
    }

    private ModelAndView form(Entered entered, Optional<String> problem, Actor actor, Words words) {
        ModelAndView page = new ModelAndView("token-new");
        page.addObject("entered", entered);
        page.addObject("problem", problem.orElse(null));
        page.addObject("roles", RoleChoice.upTo(actor, entered.role(), words));
        page.addObject(
                "lives",
                LIVES.stream()
                        .map(days -> new Life(days, words.count("token.days", days), days == entered.days()))
                        .toList());
        page.setStatus(problem.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    /** How long a token may live. */
    record Life(int days, String text, boolean chosen) {}

    /**
     * A token, in finished words.
     *
     * @param icon names the colour and picture of its state
     */
    record Row(
            String id,
            String name,
            String role,
            String domains,
            String icon,
            String state,
            String issuedBy,
            Moment issuedAt,
            Moment expiresAt) {
        static Row of(ApiToken token, boolean good, Words words) {
            return new Row(
                    token.id(),
                    token.name(),
                    words.say("role." + token.role().key()),
                    String.join(
                            ", ",
                            token.scope().domains().stream()
                                    .map(MailDomain::value)
                                    .sorted()
                                    .toList()),
                    good ? "check" : "wait",
                    words.say(good ? "token.good" : "token.over"),
                    RestrictionWords.actor(token.createdBy(), words),
                    words.moment(token.createdAt()),
                    words.moment(token.expiresAt()));
        }
    }
}
