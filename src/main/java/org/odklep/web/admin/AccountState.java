package org.odklep.web.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands, in finished words.
 *
 * @param account its own name
 * @param sentence whether it can sign in and can send
 * @param locks all that stops it, each with its key
 * @param exception what the allow-list says of it, null when it is not on it
 */
record AccountState(
        String account,
        String sentence,
        List<AccountLock> locks,
        @Nullable String exception,
        AccountActivity activity) {
    /** Whether nothing was ever seen of the account. */
    public boolean isUnknown() {
        return locks.isEmpty() && activity.isEmpty();
    }
}
