package org.odklep.web.admin;

import org.odklep.kernel.AccountName;
import org.odklep.lock.SendingRestriction;
import org.odklep.user.User;
import org.odklep.web.admin.list.Address;

/** Where pages find what belongs to one account. */
final class AccountAddresses {
    /** Of accounts by their names, in the directory or not. */
    static final String BY_NAME = "/accounts";

    private AccountAddresses() {}

    static String of(User user) {
        return UserSearch.PATH + "/" + user.id();
    }

    static String of(AccountName account) {
        return Address.of(BY_NAME).with("name", account.value()).text();
    }

    /** Where a new password is made. */
    static String password(User user) {
        return of(user) + "/password";
    }

    /** Where sign-in is blocked and allowed. */
    static String signIn(User user) {
        return of(user) + "/sign-in";
    }

    static String of(SendingRestriction restriction) {
        return RestrictionFilter.PATH + "/" + restriction.id();
    }

    /** Where a restriction is ended. */
    static String unblock(SendingRestriction restriction) {
        return of(restriction) + "/release";
    }

    /** The attempts to sign in that were refused. */
    static String refusedSignIns(AccountName account) {
        return Address.of(SignInLogFilter.PATH)
                .with("outcome", "failure")
                .with("account", account.value())
                .text();
    }

    static String signIns(AccountName account) {
        return Address.of(SignInLogFilter.PATH).with("account", account.value()).text();
    }
}
