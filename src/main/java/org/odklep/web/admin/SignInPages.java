package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.SetUp;
import org.odklep.web.admin.frame.Place;
import org.odklep.web.admin.session.NextPage;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in form; Spring Security's filter takes what is entered. And home. */
@Controller
class SignInPages {
    private static final long LONGEST_WAIT = Duration.ofDays(1).toSeconds();

    private final SetUp setUp;

    SignInPages(SetUp setUp) {
        this.setUp = setUp;
    }

    @GetMapping("/")
    String home(Actor actor) {
        return "redirect:" + Place.firstFor(actor).path();
    }

    @GetMapping("/sign-in")
    String form(Asked asked, HttpServletRequest request, Words words, Model model) {
        if (setUp.isNeeded()) {
            return "redirect:/set-up";
        }
        if (Visitor.of(request).isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("next", NextPage.parse(asked.next()).orElse(""));
        model.addAttribute("problem", problem(asked, words).orElse(null));
        model.addAttribute("created", asked.created() != null);
        model.addAttribute("signedOut", asked.signedOut() != null);
        return "sign-in";
    }

    /**
     * What the address of the page says.
     *
     * @param refused why the last attempt was
     * @param seconds how long to wait
     * @param created there when the first administrator was just made
     * @param signedOut there when somebody just signed out
     * @param next the page to go on to
     */
    record Asked(
            @Nullable String refused,
            @Nullable String seconds,
            @Nullable String created,
            @Nullable String signedOut,
            @Nullable String next) {}

    private static Optional<String> problem(Asked asked, Words words) {
        return Optional.ofNullable(asked.refused()).map(reason -> switch (reason) {
            case "wait" -> words.say("signIn.wait", words.minutes(wait(asked.seconds())));
            case "busy" -> words.say("signIn.busy");
            default -> words.say("signIn.wrong");
        });
    }

    private static Duration wait(@Nullable String seconds) {
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(String.valueOf(seconds)), 1, LONGEST_WAIT));
        } catch (NumberFormatException e) {
            return Duration.ofMinutes(1);
        }
    }
}
