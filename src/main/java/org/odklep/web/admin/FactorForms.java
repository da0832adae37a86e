package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.Secret;
import org.odklep.signin.WebSession;
import org.odklep.signin.factor.FactorSummary;
import org.odklep.signin.factor.Passkey;
import org.odklep.signin.factor.PasskeyAnswer;
import org.odklep.signin.factor.PasskeySite;
import org.odklep.signin.factor.Passkeys;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** What pages that ask for the second factor offer somebody, and what comes back from them. */
@Component
class FactorForms {
    /** The field with the answer of an authenticator. */
    static final String PASSKEY = "passkey";

    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final PasskeySites sites;
    private final InstantSource clock;

    FactorForms(SecondFactors factors, Passkeys passkeys, PasskeySites sites, InstantSource clock) {
        this.factors = factors;
        this.passkeys = passkeys;
        this.sites = sites;
        this.clock = clock;
    }

    /**
     * A form.
     *
     * @param passkey the options for the browser; null where there is no passkey to show
     * @param elsewhere true when there are passkeys, which cannot be shown at the address of this page
     * @param codeHelp which codes can be typed; null for none
     */
    record Form(
            @Nullable String passkey,
            boolean elsewhere,
            @Nullable String codeHelp) {}

    /** What somebody can show now. */
    Form of(WebSession session, HttpServletRequest request, Words words) {
        FactorSummary summary = factors.summary(session.owner());
        boolean any = summary.passkeys() > 0;
        Optional<PasskeySite> site = sites.of(request).filter(each -> any);
        return new Form(
                site.map(each -> options(each, session)).orElse(null),
                any && site.isEmpty(),
                help(summary).map(words::say).orElse(null));
    }

    private String options(PasskeySite site, WebSession session) {
        List<Passkey> own = passkeys.of(session.owner());
        return PasskeyOptions.get(site, passkeys.challenge(session, clock.instant()), own);
    }

    private static Optional<String> help(FactorSummary summary) {
        if (summary.app() != null) {
            return Optional.of("factor.codeHelp");
        }
        return summary.codes() > 0 ? Optional.of("passkey.codeHelp") : Optional.empty();
    }

    /** The passkey that a form shows, if it shows one and not a code. */
    Optional<PasskeyAnswer> passkey(HttpServletRequest request) {
        return sites.of(request)
                .flatMap(site -> field(request, PASSKEY).map(json -> new PasskeyAnswer(site, json.reveal())));
    }

    /** The text of a field that is not empty. */
    static Optional<Secret> field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }

    /** The words for a proof that was not right. */
    static String wrong(HttpServletRequest request, Words words) {
        return words.say(field(request, PASSKEY).isPresent() ? "passkey.wrong" : "factor.wrong");
    }
}
