package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.Secret;
import org.odklep.signin.WebSessions;
import org.odklep.signin.factor.Passkey;
import org.odklep.signin.factor.PasskeyAdded;
import org.odklep.signin.factor.PasskeyAnswer;
import org.odklep.signin.factor.PasskeySite;
import org.odklep.signin.factor.Passkeys;
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

/** Your account &gt; Second factor: adding a passkey, and removing one. */
@Controller
@RequestMapping(PasskeyPages.PATH)
class PasskeyPages {
    static final String PATH = SecondFactorPages.PATH + "/passkeys";

    private final Passkeys passkeys;
    private final PasskeySites sites;
    private final WebSessions sessions;
    private final InstantSource clock;

    PasskeyPages(Passkeys passkeys, PasskeySites sites, WebSessions sessions, InstantSource clock) {
        this.passkeys = passkeys;
        this.sites = sites;
        this.sessions = sessions;
        this.clock = clock;
    }

    @FreshProof
    @GetMapping("/new")
    ModelAndView form(HttpServletRequest request, Words words) {
        return form("", Optional.empty(), request, words);
    }

    @FreshProof
    @PostMapping("/new")
    ModelAndView add(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            Words words,
            RedirectAttributes flash) {
        Optional<String> called = Passkey.name(name);
        Optional<PasskeySite> site = sites.of(request);
        if (called.isEmpty() || site.isEmpty() || credential.isEmpty()) {
            String problem = called.isEmpty()
                    ? words.say("passkey.problem.name", Passkey.MAX_NAME)
                    : words.say("passkey.problem.none");
            return form(name, Optional.of(problem), request, words);
        }
        FactorOwner who = FactorOwner.of(request);
        Instant now = clock.instant();
        PasskeyAnswer answer = new PasskeyAnswer(site.get(), credential);
        return switch (passkeys.add(who.session(), answer, called.get(), who.actor(), now)) {
            case PasskeyAdded.Added(List<Secret> codes) -> {
                sessions.shownAgain(who.session(), true, now);
                flash.addFlashAttribute("outcome", words.say("passkey.added", called.get()));
                yield codes.isEmpty()
                        ? new ModelAndView("redirect:" + OwnAccountPages.PATH)
                        : RecoveryCodesPage.of("factor.added", codes, words);
            }
            case PasskeyAdded.TooMany() -> form(name, Optional.of(tooMany(words)), request, words);
            case PasskeyAdded.NotRight() ->
                form(name, Optional.of(words.say("passkey.problem.notRight")), request, words);
        };
    }

    @FreshProof
    @GetMapping("/{handle}/remove")
    ModelAndView confirmRemoval(@PathVariable String handle, HttpServletRequest request, Words words) {
        List<Passkey> own = passkeys.of(FactorOwner.of(request).session().owner());
        Passkey passkey = own.stream()
                .filter(each -> each.handle().equals(handle))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ConfirmPage.of(
                words.say("passkey.remove.title", passkey.name()),
                words.say("passkey.remove.text"),
                PATH + "/" + handle + "/remove",
                words.say("passkey.remove.submit"),
                OwnAccountPages.PATH);
    }

    @FreshProof
    @PostMapping("/{handle}/remove")
    String remove(@PathVariable String handle, HttpServletRequest request, Words words, RedirectAttributes flash) {
        FactorOwner who = FactorOwner.of(request);
        passkeys.remove(who.session().owner(), handle, who.actor(), clock.instant());
        flash.addFlashAttribute("outcome", words.say("passkey.removed"));
        return "redirect:" + OwnAccountPages.PATH;
    }

    private ModelAndView form(String name, Optional<String> problem, HttpServletRequest request, Words words) {
        FactorOwner who = FactorOwner.of(request);
        List<Passkey> own = passkeys.of(who.session().owner());
        boolean full = own.size() >= Passkeys.MOST;
        Optional<PasskeySite> site = sites.of(request).filter(each -> !full);
        ModelAndView page = new ModelAndView("passkey-new")
                .addObject("name", name)
                .addObject("maxName", Passkey.MAX_NAME)
                .addObject("problem", problem.orElse(null))
                .addObject("back", who.needed() ? SecondFactorPages.PATH : OwnAccountPages.PATH)
                .addObject("refusal", full ? tooMany(words) : words.say("passkey.nowhere"))
                .addObject(
                        "options",
                        site.map(each -> options(each, who, own, words)).orElse(null));
        page.setStatus(problem.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    private String options(PasskeySite site, FactorOwner who, List<Passkey> own, Words words) {
        String challenge = passkeys.challenge(who.session(), clock.instant());
        return PasskeyOptions.create(
                site,
                challenge,
                who.session().owner(),
                words.say("app.name"),
                who.actor().name(),
                own);
    }

    private static String tooMany(Words words) {
        return words.say("passkey.problem.tooMany", Passkeys.MOST);
    }
}
