package org.odklep.lock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Text;

/**
 * One message as an operator needs to see it; addresses of recipients are left out, their domains are enough.
 *
 * @param at when, to the millisecond
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
        at = at.truncatedTo(ChronoUnit.MILLIS);
        queueId = Text.storable(queueId);
        sender = Text.storable(sender);
        domains = List.copyOf(domains);
    }
}
