package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.signin.SignedIn;

/** Who is behind a request. */
public final class Visitor {
    private static final String ATTRIBUTE = Visitor.class.getName();

    private Visitor() {}

    /**
     * Who acts, with the role of this moment; empty on the pages before sign-in, and while a new password has to be chosen
     * or a second factor has to be shown.
     */
    public static Optional<Actor> of(HttpServletRequest request) {
        return signedIn(request).flatMap(who -> switch (who) {
            case SignedIn.AsAdministrator administrator -> Optional.of(administrator.actor());
            case SignedIn.AsUser user -> Optional.of(user.actor());
            case SignedIn.MustChange mustChange -> Optional.empty();
            case SignedIn.NeedsFactor needsFactor -> Optional.empty();
        });
    }

    /** Who is signed in, be it half-way. */
    public static Optional<SignedIn> signedIn(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof SignedIn who ? Optional.of(who) : Optional.empty();
    }

    static void remember(HttpServletRequest request, SignedIn who) {
        request.setAttribute(ATTRIBUTE, who);
    }
}
