package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.odklep.account.Actor;
import org.odklep.signin.SignedIn;
import org.odklep.signin.factor.FactorAnswer;
import org.odklep.signin.factor.StepUp;
import org.odklep.web.admin.frame.Place;
import org.odklep.web.admin.session.NextPage;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The page that asks for a fresh proof, on the way to something dangerous. */
@Controller
@RequestMapping(ProofPages.PATH)
class ProofPages {
    static final String PATH = OwnAccountPages.PATH + "/proof";

    /** Attribute of a request that was forwarded here: the path that it asked for. */
    static final String ASKED_FOR = ProofPages.class.getName() + ".askedFor";

    /** Attribute of a request that was forwarded here: true when the proof was wrong. */
    static final String WRONG = ProofPages.class.getName() + ".wrong";

    private static final Set<String> OURS = Set.of(Proofs.PROOF, FactorForms.PASSKEY, NextPage.PARAMETER, "_csrf");

    private final StepUp stepUp;
    private final Proofs proofs;
    private final FactorForms forms;
    private final InstantSource clock;

    ProofPages(StepUp stepUp, Proofs proofs, FactorForms forms, InstantSource clock) {
        this.stepUp = stepUp;
        this.proofs = proofs;
        this.forms = forms;
        this.clock = clock;
    }

    /** A field of the form that goes on. */
    record Field(String name, String value) {}

    @GetMapping
    ModelAndView form(HttpServletRequest request, Actor actor, Words words) {
        String page = request.getAttribute(ASKED_FOR) instanceof String path ? path : OwnAccountPages.PATH;
        String query = request.getQueryString();
        String next = query == null || page.equals(OwnAccountPages.PATH) ? page : page + "?" + query;
        return page(request, PATH, List.of(new Field(NextPage.PARAMETER, next)), false, words);
    }

    /** Also takes forms that were forwarded here, which hold fields of any name. */
    @PostMapping
    ModelAndView show(HttpServletRequest request, Actor actor, Words words) {
        if (request.getAttribute(ASKED_FOR) instanceof String path) {
            boolean wrong = Boolean.TRUE.equals(request.getAttribute(WRONG));
            return page(request, path, fields(request), wrong, words);
        }
        String next = NextPage.parse(request.getParameter(NextPage.PARAMETER)).orElse(OwnAccountPages.PATH);
        FactorAnswer answer =
                proofs.shown(who(request), request, clock.instant()).orElse(FactorAnswer.DENIED);
        return switch (answer) {
            case RIGHT -> new ModelAndView("redirect:" + next);
            case DENIED -> page(request, PATH, List.of(new Field(NextPage.PARAMETER, next)), true, words);
        };
    }

    private ModelAndView page(
            HttpServletRequest request, String action, List<Field> fields, boolean wrong, Words words) {
        SignedIn who = who(request);
        boolean factor = stepUp.asksFactor(who);
        String wrongWords = factor ? FactorForms.wrong(request, words) : words.say("password.wrong");
        ModelAndView page = new ModelAndView("proof")
                .addObject("action", action)
                .addObject("fields", fields)
                .addObject("back", back(action.equals(PATH) ? fields.getFirst().value() : action))
                .addObject("form", factor ? forms.of(who.session(), request, words) : null)
                .addObject("problem", wrong ? wrongWords : null);
        page.setStatus(wrong || !action.equals(PATH) ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    /** The page in the menu that somebody comes from who is on the way to another. */
    private static String back(String page) {
        return Place.at(page).map(Place::path).orElse(OwnAccountPages.PATH);
    }

    private static List<Field> fields(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(field -> !OURS.contains(field.getKey()))
                .flatMap(field -> Arrays.stream(field.getValue()).map(value -> new Field(field.getKey(), value)))
                .toList();
    }

    private static SignedIn who(HttpServletRequest request) {
        return Visitor.signedIn(request).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
