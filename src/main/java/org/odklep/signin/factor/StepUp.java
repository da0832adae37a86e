package org.odklep.signin.factor;

import java.time.Duration;
import java.time.Instant;
import org.odklep.account.Actor;
import org.odklep.kernel.Secret;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSession;
import org.odklep.signin.WebSessions;
import org.odklep.signin.WebSignIn;

/**
 * Has whoever is signed in show the second factor once more before something dangerous, or the password where there is no second
 * factor. A wrong one counts as at sign-in.
 *
 * @param within how long it is good for
 */
public record StepUp(
        SecondFactors factors, Passkeys passkeys, WebSignIn signIn, WebSessions sessions, Duration within) {
    public boolean isFresh(SignedIn who, Instant now) {
        return now.isBefore(who.session().proof().at().plus(within));
    }

    /** Whether the second factor is asked for, and not the password. */
    public boolean asksFactor(SignedIn who) {
        return factors.summary(who.session().owner()).isSet();
    }

    /** Looks at what somebody shows, and notes it in the session if it is right. */
    public FactorAnswer show(SignedIn who, Secret proof, WebSession.Device device, Instant now) {
        boolean factor = asksFactor(who);
        FactorAnswer answer = switch (who) {
            case SignedIn.AsAdministrator(WebSession session, Actor actor) ->
                factor ? factors.show(session.owner(), proof, actor, now) : password(who, proof, device, now);
            case SignedIn.AsUser user ->
                factor
                        ? factors.show(user.session().owner(), proof, user.actor(), now)
                        : password(who, proof, device, now);
            case SignedIn.MustChange mustChange -> FactorAnswer.DENIED;
            case SignedIn.NeedsFactor needsFactor -> FactorAnswer.DENIED;
        };
        if (answer == FactorAnswer.RIGHT) {
            sessions.shownAgain(who.session(), factor, now);
        }
        return answer;
    }

    /** The same for a passkey. */
    public FactorAnswer show(SignedIn who, PasskeyAnswer proof, Instant now) {
        FactorAnswer answer = switch (who) {
            case SignedIn.AsAdministrator(WebSession session, Actor actor) -> passkeys.show(session, proof, actor, now);
            case SignedIn.AsUser user -> passkeys.show(user.session(), proof, user.actor(), now);
            case SignedIn.MustChange mustChange -> FactorAnswer.DENIED;
            case SignedIn.NeedsFactor needsFactor -> FactorAnswer.DENIED;
        };
        if (answer == FactorAnswer.RIGHT) {
            sessions.shownAgain(who.session(), true, now);
        }
        return answer;
    }

    private FactorAnswer password(SignedIn who, Secret password, WebSession.Device device, Instant now) {
        return signIn.isPassword(who, password, device, now) ? FactorAnswer.RIGHT : FactorAnswer.DENIED;
    }
}
