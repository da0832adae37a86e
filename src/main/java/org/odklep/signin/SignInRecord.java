package org.odklep.signin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/**
 * One attempt to sign in, as it truly ended.
 *
 * @param id tells attempts of one instant apart
 * @param familiar whether the place was familiar before it
 */
public record SignInRecord(
        String id,
        Instant at,
        AccountName account,
        ClientAddress client,
        ClientKind kind,
        boolean familiar,
        SignInCode code) {
    public SignInRecord {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
