package org.odklep.web.admin.home;

import org.odklep.web.admin.AccountAddresses;
import org.odklep.web.admin.frame.Place;
import org.odklep.web.admin.list.Address;

/** Where the home page and the guide lead to, besides what belongs to one account. */
final class Links {
    static final String RESTRICTIONS = Place.RESTRICTED.path();
    static final String LOCKOUTS = Place.LOCKED.path();
    static final String SIGN_INS = Place.SIGN_INS.path();
    static final String GATES = Place.GATES.path();

    private Links() {}

    /** The page of who is diagnosed, in the directory or not. */
    static String account(Diagnosis diagnosis) {
        return diagnosis.user().map(AccountAddresses::of).orElseGet(() -> AccountAddresses.of(diagnosis.account()));
    }

    static String guide(String account) {
        return Address.of(Place.GUIDE.path()).with("account", account).text();
    }
}
