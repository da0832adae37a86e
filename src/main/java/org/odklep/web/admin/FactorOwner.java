package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSession;
import org.odklep.web.admin.session.Visitor;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Who sets the own second factor up.
 *
 * @param needed true when nothing else can be done before
 */
record FactorOwner(WebSession session, Actor actor, boolean needed) {
    static FactorOwner of(HttpServletRequest request) {
        return Visitor.signedIn(request)
                .flatMap(who -> switch (who) {
                    case SignedIn.AsAdministrator(WebSession session, Actor actor) ->
                        Optional.of(new FactorOwner(session, actor, false));
                    case SignedIn.AsUser user -> Optional.of(new FactorOwner(user.session(), user.actor(), false));
                    case SignedIn.NeedsFactor(WebSession session, Actor actor, boolean setUp) ->
                        setUp ? Optional.of(new FactorOwner(session, actor, true)) : Optional.<FactorOwner>empty();
                    case SignedIn.MustChange mustChange -> Optional.<FactorOwner>empty();
                })
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
