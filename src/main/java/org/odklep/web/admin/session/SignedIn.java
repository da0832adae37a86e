package org.odklep.web.admin.session;

import java.time.Instant;
import org.odklep.kernel.AccountName;

/** Who a session belongs to, and since when; the role is not part of it and may change meanwhile. */
record SignedIn(AccountName name, Instant at) {
    @Override
    public String toString() {
        return name.value();
    }
}
