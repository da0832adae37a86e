package org.odklep.web.admin.session;

import java.time.Instant;
import org.odklep.kernel.AccountName;

/**
 * Who a session belongs to, and since when; the role is not part of it and may change meanwhile.
 *
 * @param passwordHash of the password that opened it: another one ends it
 */
record SignedIn(AccountName name, Instant at, String passwordHash) {
    @Override
    public String toString() {
        return name.value();
    }
}
