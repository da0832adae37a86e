package org.odklep.web.admin.organisation;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.odklep.account.Administrator;
import org.odklep.account.Passwords;
import org.odklep.kernel.Secret;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.organisation.SetUp;
import org.odklep.organisation.SetUpResult;
import org.odklep.user.PasswordRules;
import org.odklep.web.admin.ConnectPages;
import org.odklep.web.admin.PasswordWords;
import org.odklep.web.admin.policy.SettingProblems;
import org.odklep.web.admin.session.NextPage;
import org.odklep.web.admin.session.Origin;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Makes the first administrator and the organisation; the administrator goes on to connect a mail server. */
@Controller
@RequestMapping("/set-up")
class SetUpPages {
    private final SetUp setUp;
    private final OrganisationDecision decision;
    private final PasswordRules rules;
    private final InstantSource clock;

    SetUpPages(SetUp setUp, OrganisationDecision decision, PasswordRules rules, InstantSource clock) {
        this.setUp = setUp;
        this.decision = decision;
        this.rules = rules;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(Words words) {
        return setUp.isNeeded()
                ? form(Map.of(), List.of(), SettingProblems.NONE, words)
                : new ModelAndView("redirect:/sign-in");
    }

    @PostMapping
    ModelAndView create(@RequestParam Map<String, String> typed, Words words, HttpServletRequest request) {
        SetUp.Request asked = asked(typed);
        SetUpResult result = setUp.create(asked, Origin.of(request), clock.instant());
        return switch (result) {
            case SetUpResult.Created created ->
                new ModelAndView("redirect:/sign-in?created&" + NextPage.query(ConnectPages.PATH));
            case SetUpResult.AlreadySetUp already -> new ModelAndView("redirect:/sign-in");
            case SetUpResult.WrongCode wrong -> refused(typed, "setUp.problem.code", words);
            case SetUpResult.TooManyWrongCodes many -> refused(typed, "setUp.problem.codes", words);
            case SetUpResult.Busy busy -> refused(typed, "signIn.busy", words);
            case SetUpResult.Invalid invalid ->
                form(
                        typed,
                        problems(invalid, asked, words),
                        new SettingProblems(invalid.organisation(), problem -> OrganisationFields.say(problem, words)),
                        words);
        };
    }

    private static SetUp.Request asked(Map<String, String> typed) {
        return new SetUp.Request(
                Secret.of(typed.getOrDefault("code", "")),
                typed.getOrDefault("name", ""),
                Secret.of(typed.getOrDefault("password", "")),
                Secret.of(typed.getOrDefault("repeated", "")),
                typed);
    }

    private ModelAndView refused(Map<String, String> typed, String key, Words words) {
        return form(typed, List.of(words.say(key)), SettingProblems.NONE, words);
    }

    /** In the order of the page; what is wrong with the organisation stands beside its fields. */
    private List<String> problems(SetUpResult.Invalid invalid, SetUp.Request asked, Words words) {
        List<String> problems = new ArrayList<>();
        for (SetUpResult.Problem problem : SetUpResult.Problem.values()) {
            if (invalid.problems().contains(problem)) {
                problems.addAll(
                        switch (problem) {
                            case NAME -> List.of(words.say("setUp.problem.name", Administrator.MAX_NAME));
                            case PASSWORD_TOO_SHORT -> List.of(words.say("setUp.problem.short", Passwords.MIN_LENGTH));
                            case PASSWORD_TOO_LONG -> List.of(words.say("setUp.problem.long", Passwords.MAX_LENGTH));
                            case PASSWORD_WEAK ->
                                PasswordWords.say(rules.problems(asked.password(), asked.names()), words);
                            case PASSWORDS_DIFFER -> List.of(words.say("setUp.problem.repeated"));
                        });
            }
        }
        if (!invalid.organisation().isEmpty()) {
            problems.add(words.say("setUp.problem.organisation"));
        }
        return problems;
    }

    private ModelAndView form(
            Map<String, String> typed, List<String> problems, SettingProblems organisation, Words words) {
        ModelAndView form = new ModelAndView("set-up")
                .addObject("name", typed.getOrDefault("name", ""))
                .addObject("problems", problems)
                .addObject(
                        "fields",
                        OrganisationFields.of(OrganisationFields.Page.SET_UP, decision, typed, organisation, words))
                .addObject("passwordRule", words.say("setUp.passwordRule", Passwords.MIN_LENGTH, Passwords.MAX_LENGTH));
        form.setStatus(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return form;
    }
}
