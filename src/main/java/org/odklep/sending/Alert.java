package org.odklep.sending;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Evidence;

/**
 * A crossed limit that restricted nobody, because the policy only alerts or runs in shadow.
 *
 * @param shadow true when the policy would have acted, had it not been in shadow
 * @param action what the policy does, or would have done
 */
public record Alert(String id, AccountName account, Instant at, boolean shadow, Action action, Evidence evidence) {
    public Alert {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
