package org.odklep.signin;

import java.time.Instant;
import java.util.List;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.Right;
import org.odklep.user.Authority;
import org.odklep.user.User;

/** Everything that a user is signed in with: browsers and tokens, and the end of one of them. */
public final class UserSessions {
    private final WebSessions browsers;
    private final ApiTokens tokens;

    public UserSessions(WebSessions browsers, ApiTokens tokens) {
        this.browsers = browsers;
        this.tokens = tokens;
    }

    /** The browsers that are signed in as a user now. */
    public List<WebSession> browsers(User user, Instant now) {
        return browsers.of(SessionOwner.of(user), now);
    }

    /** The tokens of a user that are good now. */
    public List<ApiToken> tokens(User user, Instant now) {
        return tokens.ownedBy(user.id(), now);
    }

    /** Ends one session or token of a user whom the actor may sign out. */
    public SessionEnd end(User user, String id, Actor actor, Instant now) {
        return Authority.missing(actor, Right.RESET_PASSWORD, user)
                .<SessionEnd>map(SessionEnd.NotAllowed::new)
                .orElseGet(() -> endOwn(user, id, actor, now));
    }

    /** Ends one of the own sessions or tokens. */
    public SessionEnd endOwn(User user, String id, Actor actor, Instant now) {
        boolean ended = browsers.end(SessionOwner.of(user), id, user.target(), actor, now)
                || tokens.end(user.id(), id, actor, now);
        return ended ? new SessionEnd.Ended() : new SessionEnd.NotFound();
    }
}
