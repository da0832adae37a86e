package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.Base32;
import org.odklep.kernel.Secret;
import org.odklep.signin.WebSessions;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Your account &gt; Second factor: set up an authenticator app, recovery codes, the end of both. */
@Controller
@RequestMapping(SecondFactorPages.PATH)
class SecondFactorPages {
    static final String PATH = OwnAccountPages.PATH + "/second-factor";

    private final SecondFactors factors;
    private final WebSessions sessions;
    private final InstantSource clock;

    SecondFactorPages(SecondFactors factors, WebSessions sessions, InstantSource clock) {
        this.factors = factors;
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(HttpServletRequest request, Words words) {
        return form(FactorOwner.of(request), Optional.empty(), words);
    }

    /** Makes a key; what was made before and not confirmed is forgotten. */
    @FreshProof
    @PostMapping("/app")
    String begin(HttpServletRequest request) {
        factors.begin(FactorOwner.of(request).session().owner(), clock.instant());
        return "redirect:" + PATH;
    }

    /** Answers with the recovery codes themselves: they are stored nowhere for a page to come. */
    @FreshProof
    @PostMapping("/confirm")
    ModelAndView confirm(
            @RequestParam(defaultValue = "") Secret code,
            HttpServletRequest request,
            Words words,
            RedirectAttributes flash) {
        FactorOwner who = FactorOwner.of(request);
        Instant now = clock.instant();
        Optional<List<Secret>> codes = factors.confirm(who.session().owner(), code, who.actor(), now);
        if (codes.isEmpty()) {
            return form(who, Optional.of(words.say("factor.wrong")), words);
        }
        sessions.shownAgain(who.session(), true, now);
        if (codes.get().isEmpty()) {
            flash.addFlashAttribute("outcome", words.say("factor.appAdded"));
            return new ModelAndView("redirect:" + OwnAccountPages.PATH);
        }
        return RecoveryCodesPage.of("factor.added", codes.get(), words);
    }

    @FreshProof
    @PostMapping("/codes")
    ModelAndView renew(HttpServletRequest request, Words words) {
        FactorOwner who = FactorOwner.of(request);
        return factors.renewCodes(who.session().owner(), who.actor(), clock.instant())
                .map(codes -> RecoveryCodesPage.of("factor.renewed", codes, words))
                .orElseGet(() -> new ModelAndView("redirect:" + OwnAccountPages.PATH));
    }

    @FreshProof
    @GetMapping("/remove")
    ModelAndView confirmRemoval(Words words) {
        return ConfirmPage.of(
                words.say("factor.remove.title"),
                words.say("factor.remove.text"),
                PATH + "/remove",
                words.say("factor.remove"),
                OwnAccountPages.PATH);
    }

    @FreshProof
    @PostMapping("/remove")
    String remove(HttpServletRequest request, Words words, RedirectAttributes flash) {
        FactorOwner who = FactorOwner.of(request);
        factors.removeOwn(who.session().owner(), who.actor(), clock.instant());
        flash.addFlashAttribute("outcome", words.say("factor.removed"));
        return "redirect:" + OwnAccountPages.PATH;
    }

    private ModelAndView form(FactorOwner who, Optional<String> problem, Words words) {
        ModelAndView page = new ModelAndView("second-factor");
        page.addObject("needed", who.needed());
        page.addObject("problem", problem.orElse(null));
        factors.pending(who.session().owner(), clock.instant()).ifPresent(key -> {
            page.addObject("qr", QrPicture.of(uri(who.actor().name(), key, words)));
            page.addObject("key", Base32.grouped(key.reveal()));
        });
        page.setStatus(problem.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    /** What authenticator apps read: https://github.com/google/google-authenticator/wiki/Key-Uri-Format. */
    private static String uri(String name, Secret key, Words words) {
        String issuer = encoded(words.say("app.name"));
        return "otpauth://totp/" + issuer + ":" + encoded(name) + "?secret=" + key.reveal() + "&issuer=" + issuer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
