package org.odklep.cli.replay.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;

/**
 * A message that an authenticated user handed in and that Postfix accepted.
 *
 * @param time when Postfix had taken the message: the first {@code message-id=} line of cleanup(8), which is written while
 *     the message arrives; without one, the first {@code queue active} line, which comes later when the queue is crowded
 *     or the message was on hold
 * @param sender the envelope sender as logged; empty for the null sender
 * @param client where it came from; {@link ClientAddress#LOCAL} when the log names no address
 * @param size bytes
 * @param recipients the distinct recipients as the user wrote them, before aliases were expanded
 * @param unnamed how many more recipients the queue manager counted that no delivery line names, for instance because the
 *     log ends before their first delivery
 */
public record LoggedMessage(
        AccountName account,
        Instant time,
        String queueId,
        String sender,
        ClientAddress client,
        long size,
        List<MailAddress> recipients,
        int unnamed) {
    /** This message, of the account at the given domain where it came without one. */
    LoggedMessage at(Optional<MailDomain> defaultDomain) {
        AccountName complete = account.orAt(defaultDomain);
        return complete.equals(account)
                ? this
                : new LoggedMessage(complete, time, queueId, sender, client, size, recipients, unnamed);
    }

    /** All recipients, named or not. */
    public int recipientCount() {
        return recipients.size() + unnamed;
    }
}
