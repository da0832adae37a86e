package org.odklep.web.admin.organisation;

import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.MailDomain;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.policy.SettingOutcome;
import org.odklep.web.admin.policy.SettingProblems;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Settings &gt; Organisation: its name, its mail domains and its time zone. */
@Controller
@RequestMapping(OrganisationPages.PATH)
class OrganisationPages {
    static final String PATH = "/settings/organisation";

    private final OrganisationDecision decision;
    private final InstantSource clock;

    OrganisationPages(OrganisationDecision decision, InstantSource clock) {
        this.decision = decision;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView page(Actor actor, Words words) {
        NeedsRole.unless(actor, Right.READ);
        return page(Map.of(), decision.revision(), SettingProblems.NONE, actor, words);
    }

    @PostMapping
    ModelAndView save(@RequestParam Map<String, String> typed, Actor actor, Words words, RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_ORGANISATION);
        String revision = typed.getOrDefault("revision", "");
        return new SettingOutcome(
                        PATH,
                        words.say("organisation.saved"),
                        (values, seen, problems) -> page(values, seen, problems, actor, words),
                        problem -> OrganisationFields.say(problem, words),
                        decision::revision)
                .answer(decision.change(typed, revision, actor, clock.instant()), typed, revision, flash);
    }

    private ModelAndView page(
            Map<String, String> typed, String revision, SettingProblems problems, Actor actor, Words words) {
        return new ModelAndView("organisation")
                .addObject(
                        "fields",
                        OrganisationFields.of(OrganisationFields.Page.SETTINGS, decision, typed, problems, words))
                .addObject("stored", stored(words))
                .addObject("revision", revision)
                .addObject("wrong", !problems.isEmpty())
                .addObject("mayEdit", actor.may(Right.EDIT_ORGANISATION));
    }

    /** How domains in the letters of a language stand in the mail; null where there is none. */
    private @Nullable String stored(Words words) {
        String ascii = decision.current().domains().stream()
                .filter(domain -> !domain.readable().equals(domain.value()))
                .map(MailDomain::value)
                .collect(Collectors.joining(", "));
        return ascii.isEmpty() ? null : words.say("organisation.stored", ascii);
    }
}
