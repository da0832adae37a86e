package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Administrator;
import org.odklep.account.Passwords;
import org.odklep.account.SetUp;
import org.odklep.account.SetUpResult;
import org.odklep.kernel.Secret;
import org.odklep.web.admin.session.NextPage;
import org.odklep.web.admin.session.Origin;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Makes the first administrator, who goes on to connect a mail server. */
@Controller
@RequestMapping("/set-up")
class SetUpPages {
    private final SetUp setUp;
    private final InstantSource clock;

    SetUpPages(SetUp setUp, InstantSource clock) {
        this.setUp = setUp;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(Words words) {
        return setUp.isNeeded() ? form("", List.of(), words) : new ModelAndView("redirect:/sign-in");
    }

    @PostMapping
    ModelAndView create(Entered entered, Words words, HttpServletRequest request) {
        String name = entered.givenName();
        if (!entered.isRepeated()) {
            return form(name, List.of(words.say("setUp.problem.repeated")), words);
        }
        SetUpResult result = setUp.create(entered.request(), Origin.of(request), clock.instant());
        return switch (result) {
            case SetUpResult.Created created ->
                new ModelAndView("redirect:/sign-in?created&" + NextPage.query(ConnectPages.PATH));
            case SetUpResult.AlreadySetUp already -> new ModelAndView("redirect:/sign-in");
            case SetUpResult.WrongCode wrong -> form(name, List.of(words.say("setUp.problem.code")), words);
            case SetUpResult.TooManyWrongCodes many -> form(name, List.of(words.say("setUp.problem.codes")), words);
            case SetUpResult.Busy busy -> form(name, List.of(words.say("signIn.busy")), words);
            case SetUpResult.Invalid invalid -> form(name, problems(invalid, words), words);
        };
    }

    /** The form as it was sent; what is missing is empty. */
    record Entered(
            @Nullable Secret code,
            @Nullable String name,
            @Nullable Secret password,
            @Nullable Secret repeated) {
        private String givenName() {
            return name == null ? "" : name;
        }

        private boolean isRepeated() {
            return given(password).equals(given(repeated));
        }

        private SetUp.Request request() {
            return new SetUp.Request(given(code), givenName(), given(password));
        }

        private static Secret given(@Nullable Secret secret) {
            return secret == null ? Secret.of("") : secret;
        }
    }

    private static List<String> problems(SetUpResult.Invalid invalid, Words words) {
        List<String> problems = new ArrayList<>();
        for (SetUpResult.Problem problem : SetUpResult.Problem.values()) {
            if (invalid.problems().contains(problem)) {
                problems.add(
                        switch (problem) {
                            case NAME -> words.say("setUp.problem.name", Administrator.MAX_NAME);
                            case PASSWORD_TOO_SHORT -> words.say("setUp.problem.short", Passwords.MIN_LENGTH);
                            case PASSWORD_TOO_LONG -> words.say("setUp.problem.long", Passwords.MAX_LENGTH);
                        });
            }
        }
        return problems;
    }

    private static ModelAndView form(String name, List<String> problems, Words words) {
        ModelAndView form = new ModelAndView("set-up");
        form.addObject("name", name);
        form.addObject("problems", problems);
        form.addObject("passwordRule", words.say("setUp.passwordRule", Passwords.MIN_LENGTH, Passwords.MAX_LENGTH));
        form.setStatus(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return form;
    }
}
