package org.odklep.signin;

import org.odklep.account.Actor;
import org.odklep.user.User;

/** Who a request of a browser comes from, with the rights of this moment. */
public sealed interface SignedIn {
    WebSession session();

    /** Somebody who administers without being a user. */
    record AsAdministrator(WebSession session, Actor actor) implements SignedIn {}

    /** A user with a role. */
    record AsUser(WebSession session, User user, Actor actor) implements SignedIn {}

    /**
     * A user who may do nothing before there is a new password.
     *
     * @param proven true when this session began with the present password, so that it need not be asked for again
     */
    record MustChange(WebSession session, User user, boolean proven) implements SignedIn {}

    /**
     * Somebody whose password was right, who may do nothing before there is a second factor.
     *
     * @param actor for the audit log, and for nothing else
     * @param setUp true when there is none yet; false when it has to be shown
     */
    record NeedsFactor(WebSession session, Actor actor, boolean setUp) implements SignedIn {}
}
