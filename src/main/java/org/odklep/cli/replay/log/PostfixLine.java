package org.odklep.cli.replay.log;

import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailAddress;

/** What a line of a mail log tells about messages. */
sealed interface PostfixLine {
    /**
     * smtpd(8): an authenticated user begins a message.
     *
     * @param origin the queue id under which another hop announced this very message (XFORWARD IDENT)
     */
    record Submitted(
            String queueId,
            AccountName account,
            ClientAddress client,
            @Nullable String origin) implements PostfixLine {}

    /** smtpd(8), pickup(8): a message begins that no authenticated user hands in. */
    record Arrived(String queueId) implements PostfixLine {}

    /** cleanup(8): the header of a message came in. */
    record Headed(String queueId) implements PostfixLine {}

    /** cleanup(8), smtpd(8): the whole message is refused or thrown away. */
    record Refused(String queueId) implements PostfixLine {}

    /** qmgr(8): a message is in the active queue, for the first time or once more. */
    record Queued(String queueId, String sender, long size, int recipients) implements PostfixLine {}

    /** Any delivery agent: a recipient, as the user wrote it and as the message was delivered to. */
    record Addressed(String queueId, MailAddress written, MailAddress delivered) implements PostfixLine {}

    /** qmgr(8), postsuper(1): a message left the queue; its id may be used again. */
    record Removed(String queueId) implements PostfixLine {}

    /** smtpd(8) before a filter that is asked while the client waits: an authenticated user begins a message. */
    record ProxySubmitted(long process, AccountName account, ClientAddress client) implements PostfixLine {}

    /** The same smtpd(8): the filter took the message and put it into the queue under this id. */
    record ProxyAccepted(long process, String queueId) implements PostfixLine {}

    /** A line of Postfix about something else. */
    record Other() implements PostfixLine {}

    /** A line of another program, or an empty one. */
    record Foreign() implements PostfixLine {}

    /** A line that should tell something and cannot be understood. */
    record Unparsable(String why) implements PostfixLine {}
}
