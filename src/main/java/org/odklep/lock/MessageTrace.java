package org.odklep.lock;

import java.time.Instant;
import java.util.List;
import org.odklep.kernel.ClientAddress;

/**
 * One message as an operator needs to see it; addresses of recipients are left out, their domains are enough.
 *
 * @param queueId Postfix's name for the message; empty when it had none yet
 * @param sender the envelope sender; empty for the null sender
 * @param recipients how many
 * @param domains the distinct recipient domains, at most {@link #MAX_DOMAINS}, in the order of the envelope
 * @param size bytes; 0 when unknown
 */
public record MessageTrace(
        Instant at,
        String queueId,
        String sender,
        int recipients,
        List<String> domains,
        long size,
        ClientAddress client) {
    public static final int MAX_DOMAINS = 10;

    public MessageTrace {
        domains = List.copyOf(domains);
    }
}
