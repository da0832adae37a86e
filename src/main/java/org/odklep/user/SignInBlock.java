package org.odklep.user;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.odklep.kernel.Reason;

/**
 * Why a user may not sign in.
 *
 * @param by the actor that blocked
 * @param since to the millisecond
 */
public record SignInBlock(Reason reason, String by, Instant since) {
    public SignInBlock {
        since = since.truncatedTo(ChronoUnit.MILLIS);
    }
}
