package org.odklep.web.admin.policy;

import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;
import org.odklep.setting.SettingProblem;
import org.odklep.user.PasswordDecision;
import org.odklep.user.PasswordRules;
import org.odklep.user.PasswordStrength;
import org.odklep.user.Profile;
import org.odklep.web.admin.Field;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.PasswordWords;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Policies &gt; Passwords: what a password of a user has to be, and whether one would be taken. */
@Controller
@RequestMapping(PasswordPolicyPages.PATH)
class PasswordPolicyPages {
    static final String PATH = "/policies/passwords";

    /** Too short a name to be a part of any password. */
    private static final AccountName NOBODY = AccountName.of("a@b.cd");

    private final PasswordDecision decision;
    private final PasswordRules rules;
    private final InstantSource clock;

    PasswordPolicyPages(PasswordDecision decision, PasswordRules rules, InstantSource clock) {
        this.decision = decision;
        this.rules = rules;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView page(Actor actor, Words words) {
        NeedsRole.unless(actor, Right.READ);
        return page(Map.of(), decision.revision(), SettingProblems.NONE, actor, words);
    }

    @PostMapping
    ModelAndView save(@RequestParam Map<String, String> typed, Actor actor, Words words, RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_POLICIES);
        String revision = typed.getOrDefault("revision", "");
        return new SettingOutcome(
                        PATH,
                        words.say("passwords.saved"),
                        (values, seen, problems) -> page(values, seen, problems, actor, words),
                        problem -> say(problem, words),
                        decision::revision)
                .answer(decision.change(typed, revision, actor, clock.instant()), typed, revision, flash);
    }

    /** Answers with the page itself: the password is stored nowhere, and stands in no page and no address. */
    @PostMapping("/try")
    ModelAndView attempt(
            @RequestParam(defaultValue = "") Secret password,
            @RequestParam(defaultValue = "") String owner,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.READ);
        ModelAndView page = page(Map.of(), decision.revision(), SettingProblems.NONE, actor, words);
        page.addObject("owner", owner);
        page.addObject("refusals", PasswordWords.say(rules.problems(password, profile(owner)), words));
        return page;
    }

    /** Somebody called so, be it a name or an address; the parts of either are looked for alike. */
    private static Profile profile(String owner) {
        try {
            return Profile.of(NOBODY, owner);
        } catch (IllegalArgumentException e) {
            return Profile.of(NOBODY, "-");
        }
    }

    private static String say(SettingProblem problem, Words words) {
        return switch (problem.name()) {
            case PasswordDecision.MIN_LENGTH ->
                words.say("passwords.problem.length", PasswordRules.Settings.LEAST, PasswordDecision.MOST_LEAST);
            case PasswordDecision.BANNED_TERMS ->
                problem.value().isEmpty()
                        ? words.say("passwords.problem.terms", PasswordRules.Settings.MAX_TERMS)
                        : words.say("passwords.problem.term", problem.value());
            default -> words.say("policy.problem.choice");
        };
    }

    private ModelAndView page(
            Map<String, String> typed, String revision, SettingProblems problems, Actor actor, Words words) {
        ModelAndView page = new ModelAndView("password-policy");
        page.addObject("length", field(PasswordDecision.MIN_LENGTH, typed, problems, words));
        page.addObject("terms", field(PasswordDecision.BANNED_TERMS, typed, problems, words));
        String chosen = typed.getOrDefault(PasswordDecision.MIN_SCORE, decision.text(PasswordDecision.MIN_SCORE));
        page.addObject(
                "scores",
                IntStream.rangeClosed(0, PasswordStrength.BEST)
                        .mapToObj(Integer::toString)
                        .map(score -> new Choice(
                                score,
                                words.say("passwords.score." + score),
                                words.say("passwords.scoreHint." + score),
                                score.equals(chosen)))
                        .toList());
        page.addObject("scoreProblem", problems.at(PasswordDecision.MIN_SCORE));
        page.addObject("revision", revision);
        page.addObject("wrong", !problems.isEmpty());
        page.addObject("mayEdit", actor.may(Right.EDIT_POLICIES));
        return page;
    }

    private Field field(String name, Map<String, String> typed, SettingProblems problems, Words words) {
        String end = name.substring(name.indexOf('.') + 1);
        return Field.of(
                name,
                words.say("passwords.field." + end),
                words.say("passwords.fieldHelp." + end),
                typed.getOrDefault(name, decision.text(name)),
                problems.at(name));
    }
}
