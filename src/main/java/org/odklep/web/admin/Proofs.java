package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.odklep.kernel.Secret;
import org.odklep.signin.SignedIn;
import org.odklep.signin.factor.FactorAnswer;
import org.odklep.signin.factor.PasskeyAnswer;
import org.odklep.signin.factor.StepUp;
import org.odklep.web.admin.session.Browser;
import org.springframework.stereotype.Component;

/** What a form shows before something dangerous: a passkey, or else a code or password. */
@Component
class Proofs {
    /** The field of the code or password. */
    static final String PROOF = "proof";

    private final StepUp stepUp;
    private final FactorForms forms;

    Proofs(StepUp stepUp, FactorForms forms) {
        this.stepUp = stepUp;
        this.forms = forms;
    }

    boolean isFresh(SignedIn who, Instant now) {
        return stepUp.isFresh(who, now);
    }

    /** What is shown is worth; empty for a form that shows nothing. */
    Optional<FactorAnswer> shown(SignedIn who, HttpServletRequest request, Instant now) {
        Optional<PasskeyAnswer> passkey = forms.passkey(request);
        return passkey.isPresent()
                ? passkey.map(answer -> stepUp.show(who, answer, now))
                : Optional.ofNullable(request.getParameter(PROOF))
                        .map(text -> stepUp.show(who, Secret.of(text), Browser.of(request), now));
    }
}
