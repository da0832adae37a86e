package org.odklep.web.admin.policy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.Action;
import org.odklep.sending.Limits;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyChange;
import org.odklep.sending.Problem;
import org.odklep.sending.Scope;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.RestrictionWords;
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

/** Policies &gt; Outbound: the form of a policy, new or not. */
@Controller
@RequestMapping(OutboundPages.PATH)
class PolicyFormPages {
    private static final String DEFAULT_NAME = "policy.defaultName";

    private final OutboundPolicies policies;
    private final OrganisationDecision organisation;
    private final InstantSource clock;

    PolicyFormPages(OutboundPolicies policies, OrganisationDecision organisation, InstantSource clock) {
        this.policies = policies;
        this.organisation = organisation;
        this.clock = clock;
    }

    @GetMapping("/new")
    ModelAndView blank(Actor actor, Words words) {
        NeedsRole.unless(actor, Right.EDIT_POLICIES);
        OutboundPolicy blank = new OutboundPolicy(
                "", "", true, false, Scope.EVERYBODY, Limits.DEFAULT, Action.RESTRICT, organisation.zone());
        return form(null, PolicyDraft.of(blank).over(""), PolicyProblems.NONE, words);
    }

    @PostMapping("/new")
    ModelAndView create(@RequestParam Map<String, String> fields, Actor actor, Words words, RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_POLICIES);
        PolicyDraft draft = PolicyDraft.typed(fields, false);
        PolicyChange change = policies.create(draft.document(), actor, clock.instant());
        return answer(change, null, draft, "policy.created", words, flash);
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(@PathVariable String id, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.EDIT_POLICIES);
        OutboundPolicy policy = find(id);
        PolicyDraft draft = PolicyDraft.of(policy).renamed(OutboundPolicy.DEFAULT_NAME, words.say(DEFAULT_NAME));
        return form(policy, draft, PolicyProblems.NONE, words);
    }

    @PostMapping("/{id}/edit")
    ModelAndView change(
            @PathVariable String id,
            @RequestParam Map<String, String> fields,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_POLICIES);
        OutboundPolicy policy = find(id);
        PolicyDraft draft = PolicyDraft.typed(fields, policy.isDefault());
        Map<String, Object> document = draft.renamed(words.say(DEFAULT_NAME), OutboundPolicy.DEFAULT_NAME)
                .document();
        PolicyChange change = policies.update(id, draft.revision(), document, actor, clock.instant());
        return answer(change, policy, draft, "policy.changed", words, flash);
    }

    private ModelAndView answer(
            PolicyChange change,
            @Nullable OutboundPolicy before,
            PolicyDraft draft,
            String done,
            Words words,
            RedirectAttributes flash) {
        return switch (change) {
            case PolicyChange.Done(OutboundPolicy policy, int priority) -> {
                flash.addFlashAttribute("outcome", words.say(done, RestrictionWords.policy(policy.name(), words)));
                yield new ModelAndView("redirect:" + OutboundPages.PATH);
            }
            case PolicyChange.Invalid(List<Problem> problems) ->
                refused(
                        form(before, draft, PolicyProblems.of(problems, words), words),
                        HttpStatus.UNPROCESSABLE_CONTENT);
            case PolicyChange.Conflict() -> conflict(before, draft, words);
            case PolicyChange.NotFound() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case PolicyChange.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }

    /** The form as it was typed, to be compared with what somebody else stored meanwhile; the next one replaces that. */
    private ModelAndView conflict(@Nullable OutboundPolicy before, PolicyDraft draft, Words words) {
        PolicyDraft next = before == null ? draft : draft.over(find(before.id()).revision());
        ModelAndView form = form(before, next, PolicyProblems.NONE, words);
        form.addObject("conflict", true);
        if (before != null) {
            form.addObject("now", PolicyRow.of(find(before.id()), policies, words));
        }
        return refused(form, HttpStatus.CONFLICT);
    }

    private static ModelAndView refused(ModelAndView form, HttpStatus status) {
        form.setStatus(status);
        return form;
    }

    private static ModelAndView form(
            @Nullable OutboundPolicy policy, PolicyDraft draft, PolicyProblems problems, Words words) {
        ModelAndView form = new ModelAndView("policy");
        form.addObject(
                "heading",
                policy == null
                        ? words.say("policy.new")
                        : words.say("policy.edit", RestrictionWords.policy(policy.name(), words)));
        form.addObject("action", OutboundPages.PATH + (policy == null ? "/new" : "/" + policy.id() + "/edit"));
        form.addObject("isNew", policy == null);
        form.addObject("form", PolicyFormView.of(draft, problems, words));
        return form;
    }

    private OutboundPolicy find(String id) {
        return policies.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
