package org.odklep.web.admin.organisation;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
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
                ? form(Map.of(), Map.of(), SettingProblems.NONE, words)
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
            case SetUpResult.WrongCode wrong -> wrongCode(typed, "setUp.problem.code", words);
            case SetUpResult.TooManyWrongCodes many -> wrongCode(typed, "setUp.problem.codes", words);
            case SetUpResult.Busy busy ->
                refused(form(typed, Map.of(), SettingProblems.NONE, words), words.say("signIn.busy"));
            case SetUpResult.Invalid invalid -> {
                SettingProblems organisation =
                        new SettingProblems(invalid.organisation(), problem -> OrganisationFields.say(problem, words));
                yield refused(
                        form(typed, problems(invalid, asked, words), organisation, words),
                        words.say("setUp.problem.fields"));
            }
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

    private ModelAndView wrongCode(Map<String, String> typed, String key, Words words) {
        Map<String, String> wrong = Map.of("code", words.say(key));
        return refused(form(typed, wrong, SettingProblems.NONE, words), words.say("setUp.problem.fields"));
    }

    private static ModelAndView refused(ModelAndView form, String why) {
        form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return form.addObject("refusal", why);
    }

    /** What is wrong with the administrator, by the name of the field. */
    private Map<String, String> problems(SetUpResult.Invalid invalid, SetUp.Request asked, Words words) {
        Map<String, String> problems = new HashMap<>();
        for (SetUpResult.Problem problem : invalid.problems()) {
            problems.merge(field(problem), say(problem, asked, words), (one, other) -> one + " " + other);
        }
        return problems;
    }

    private static String field(SetUpResult.Problem problem) {
        return switch (problem) {
            case NAME -> "name";
            case PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_WEAK -> "password";
            case PASSWORDS_DIFFER -> "repeated";
        };
    }

    private String say(SetUpResult.Problem problem, SetUp.Request asked, Words words) {
        return switch (problem) {
            case NAME -> words.say("setUp.problem.name", Administrator.MAX_NAME);
            case PASSWORD_TOO_SHORT -> words.say("setUp.problem.short", Passwords.MIN_LENGTH);
            case PASSWORD_TOO_LONG -> words.say("setUp.problem.long", Passwords.MAX_LENGTH);
            case PASSWORD_WEAK ->
                String.join(" ", PasswordWords.say(rules.problems(asked.password(), asked.names()), words));
            case PASSWORDS_DIFFER -> words.say("setUp.problem.repeated");
        };
    }

    /** @param wrong what is wrong with the code and the administrator, by the name of the field */
    private ModelAndView form(
            Map<String, String> typed, Map<String, String> wrong, SettingProblems organisation, Words words) {
        return new ModelAndView("set-up")
                .addObject("name", typed.getOrDefault("name", ""))
                .addObject("wrong", wrong)
                .addObject(
                        "fields",
                        OrganisationFields.of(OrganisationFields.Page.SET_UP, decision, typed, organisation, words))
                .addObject("passwordRule", words.say("setUp.passwordRule", Passwords.MIN_LENGTH, Passwords.MAX_LENGTH));
    }
}
