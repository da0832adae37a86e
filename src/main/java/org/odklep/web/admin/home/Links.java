package org.odklep.web.admin.home;

import org.odklep.lock.SendingRestriction;
import org.odklep.user.User;
import org.odklep.web.admin.frame.Place;
import org.odklep.web.admin.list.Address;

/** Where the home page and the guide lead to. */
final class Links {
    static final String RESTRICTIONS = Place.RESTRICTED.path();
    static final String SIGN_INS = Place.SIGN_INS.path();
    static final String GATES = Place.GATES.path();

    private Links() {}

    static String restriction(SendingRestriction restriction) {
        return RESTRICTIONS + "/" + restriction.id();
    }

    /** Where a restriction is released. */
    static String release(SendingRestriction restriction) {
        return restriction(restriction) + "/release";
    }

    static String user(User user) {
        return Place.USERS.path() + "/" + user.id();
    }

    static String password(User user) {
        return user(user) + "/password";
    }

    static String signIn(User user) {
        return user(user) + "/sign-in";
    }

    static String guide(String account) {
        return Address.of(Place.GUIDE.path()).with("account", account).text();
    }
}
