package org.odklep.web.admin;

import org.jspecify.annotations.Nullable;
import org.odklep.account.ApiToken;
import org.odklep.signin.WebSession;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/**
 * Something that somebody is signed in with, in a list.
 *
 * @param what the browser, or the name of the token
 * @param client the address that it signed in from; null for a token
 * @param seen when it was last used; null for a token
 * @param until when it ends by itself; null for a browser
 * @param current true for the session that shows this
 */
record SessionRow(
        String id,
        String kind,
        String what,
        @Nullable String client,
        Moment since,
        @Nullable Moment seen,
        @Nullable Moment until,
        boolean current) {
    /** @param current the id of the session that shows this */
    static SessionRow of(WebSession session, String current, Words words) {
        String browser = session.device().browser();
        return new SessionRow(
                session.id(),
                words.say("session.browser"),
                browser.isEmpty() ? words.say("session.unknown") : browser,
                session.device().client().value(),
                words.moment(session.createdAt()),
                words.moment(session.lastSeen()),
                null,
                session.id().equals(current));
    }

    static SessionRow of(ApiToken token, Words words) {
        return new SessionRow(
                token.id(),
                words.say("session.token"),
                token.name(),
                null,
                words.moment(token.createdAt()),
                null,
                words.moment(token.expiresAt()),
                false);
    }
}
