package org.odklep.web.admin.policy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowList;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyChange;
import org.odklep.web.admin.ConfirmPage;
import org.odklep.web.admin.NamedAccounts;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Portion;
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

/** Policies &gt; Outbound: the list by priority, switching one on and off, moving it, deleting it; which one is for whom. */
@Controller
@RequestMapping(OutboundPages.PATH)
class OutboundPages {
    static final String PATH = "/policies/outbound";

    private final OutboundPolicies policies;
    private final AllowList allowed;
    private final NamedAccounts accounts;
    private final InstantSource clock;

    OutboundPages(OutboundPolicies policies, AllowList allowed, NamedAccounts accounts, InstantSource clock) {
        this.policies = policies;
        this.allowed = allowed;
        this.accounts = accounts;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String from,
            Actor actor,
            Words words,
            Model model) {
        NeedsRole.unless(actor, Right.READ);
        model.addAttribute(
                "policies",
                policies.all().stream()
                        .map(policy -> PolicyRow.of(policy, policies, words))
                        .toList());
        model.addAttribute(
                "exceptions",
                Portion.of(allowed.entries(), from, next -> Address.of(PATH).with("from", next) + "#exceptions", words)
                        .map(entry -> AllowListPages.Row.of(entry, words)));
        model.addAttribute("mayEdit", actor.may(Right.EDIT_POLICIES));
        model.addAttribute("mayAllow", actor.may(Right.EDIT_ALLOW_LIST));
        model.addAttribute("asked", account);
        if (!account.isBlank()) {
            model.addAttribute("verdicts", verdicts(account, words));
            model.addAttribute("verdictFor", words.say("policies.verdictFor", account.strip()));
        }
        return "policies";
    }

    @PostMapping("/{id}/move")
    String move(
            @PathVariable String id,
            @RequestParam int from,
            @RequestParam int to,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        return back(policies.move(id, from, to, actor, clock.instant()), "policy.moved", words, flash);
    }

    @PostMapping("/{id}/status")
    String status(
            @PathVariable String id,
            @RequestParam boolean enabled,
            @RequestParam String revision,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        PolicyChange change = policies.update(id, revision, Map.of("isEnabled", enabled), actor, clock.instant());
        return back(change, enabled ? "policy.on" : "policy.off", words, flash);
    }

    @GetMapping("/{id}/delete")
    ModelAndView confirm(@PathVariable String id, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.EDIT_POLICIES);
        OutboundPolicy policy = policies.find(id)
                .filter(found -> !found.isDefault())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ConfirmPage.of(
                words.say("policy.delete.title", policy.name()),
                words.say("policy.delete.text"),
                PATH + "/" + policy.id() + "/delete?revision=" + policy.revision(),
                words.say("policy.delete"),
                PATH);
    }

    @PostMapping("/{id}/delete")
    String delete(
            @PathVariable String id,
            @RequestParam String revision,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        return back(policies.delete(id, revision, actor, clock.instant()), "policy.deleted", words, flash);
    }

    private static String back(PolicyChange change, String done, Words words, RedirectAttributes flash) {
        switch (change) {
            case PolicyChange.Done(OutboundPolicy policy, int priority) ->
                flash.addFlashAttribute(
                        "outcome", words.say(done, RestrictionWords.policy(policy.name(), words), priority));
            case PolicyChange.Conflict() -> flash.addFlashAttribute("trouble", words.say("policy.conflict"));
            case PolicyChange.Invalid invalid -> flash.addFlashAttribute("trouble", words.say("policy.impossible"));
            case PolicyChange.NotFound() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case PolicyChange.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        }
        return "redirect:" + PATH;
    }

    /** A policy, and how it fits an account. */
    record Verdict(String policy, boolean applies, String words) {}

    /** Empty for a text that names no account. */
    private List<Verdict> verdicts(String account, Words words) {
        return AccountName.parse(account)
                .map(name -> policies.explain(accounts.own(name)).stream()
                        .map(verdict -> new Verdict(
                                RestrictionWords.policy(verdict.policy().name(), words),
                                verdict.fit() == OutboundPolicies.Fit.APPLIES,
                                words.say("fit." + verdict.fit())))
                        .toList())
                .orElse(List.of());
    }
}
