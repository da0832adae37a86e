package org.odklep.sending;

import java.util.List;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/**
 * A message that an authenticated account is about to hand in.
 *
 * @param sender the envelope sender, whichever alias it is; empty for the null sender
 * @param internal recipients within our own domains
 * @param external all other recipients
 * @param externalKeys of those external recipients that are known one by one, a keyed fingerprint each; see
 *     {@link KnownRecipients}
 * @param domains the distinct recipient domains, for the trace
 * @param size bytes; 0 when unknown
 */
public record SendAttempt(
        AccountName account,
        String sender,
        String queueId,
        int internal,
        int external,
        int[] externalKeys,
        List<String> domains,
        long size,
        ClientAddress client) {
    public int recipients() {
        return internal + external;
    }
}
