package org.odklep.web.admin;

import org.odklep.kernel.AccountName;
import org.odklep.lock.SendingRestriction;
import org.odklep.user.User;
import org.odklep.web.admin.frame.Place;
import org.odklep.web.admin.list.Address;

/** Where pages find what belongs to one account. */
public final class AccountAddresses {
    /** Of accounts by their names, in the directory or not. */
    static final String BY_NAME = "/accounts";

    private AccountAddresses() {}

    /** The page of a user. */
    public static String of(User user) {
        return UserSearch.PATH + "/" + user.id();
    }

    /** The page of an account by its name, in the directory or not. */
    public static String of(AccountName account) {
        return Address.of(BY_NAME).with("name", account.value()).text();
    }

    /** Where a new password is made. */
    public static String password(User user) {
        return of(user) + "/password";
    }

    /** Where sign-in is blocked and allowed; the form opens with the change chosen. */
    public static String signIn(User user) {
        return Address.of(of(user) + "/sign-in")
                .with("enabled", Boolean.toString(!user.isEnabled()))
                .text();
    }

    /** Where sign-ins from an address or a network are blocked. */
    public static String block(String network) {
        return Address.of(Place.SIGN_IN_PROTECTION.path() + "/blocked/new")
                .with("network", network)
                .text();
    }

    /** The page of a restriction, with all its evidence. */
    public static String of(SendingRestriction restriction) {
        return RestrictionFilter.PATH + "/" + restriction.id();
    }

    /** Where a restriction is ended. */
    public static String unblock(SendingRestriction restriction) {
        return of(restriction) + "/release";
    }

    /** The attempts to sign in that were refused. */
    public static String refusedSignIns(AccountName account) {
        return Address.of(SignInLogFilter.PATH)
                .with("outcome", "failure")
                .with("account", account.value())
                .text();
    }

    /** The attempts to sign in from places that were not familiar. */
    public static String strangeSignIns(AccountName account) {
        return Address.of(SignInLogFilter.PATH)
                .with("account", account.value())
                .with("place", "unfamiliar")
                .text();
    }

    /** All attempts to sign in. */
    public static String signIns(AccountName account) {
        return Address.of(SignInLogFilter.PATH).with("account", account.value()).text();
    }
}
