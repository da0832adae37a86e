package org.odklep.cli.replay.log;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailAddress;

/** What is known of a message while more lines about it may come. */
final class OpenMessage {
    private @Nullable AccountName account;
    private ClientAddress client = ClientAddress.LOCAL;
    private @Nullable LogClock clock;
    private long stamp;
    private PostfixLine.@Nullable Queued queued;
    private @Nullable RecipientList recipients;

    /** Notes whom the message is from. */
    void handedInBy(AccountName user, ClientAddress address) {
        account = user;
        client = address;
    }

    boolean hasUser() {
        return account != null;
    }

    /** Notes the time of the message, unless an earlier line did. */
    void takenAt(long time, LogClock source) {
        if (clock == null) {
            clock = source;
            stamp = time;
        }
    }

    /** Notes that the message is in the queue; what the queue manager says when it tries again is not new. */
    void queued(PostfixLine.Queued line) {
        if (queued == null) {
            queued = line;
        }
    }

    boolean isQueued() {
        return queued != null;
    }

    void addressed(MailAddress written, MailAddress delivered) {
        if (recipients == null) {
            recipients = new RecipientList();
        }
        recipients.add(written, delivered);
    }

    /** The message, when it was accepted from an authenticated user. */
    Optional<Closed> close() {
        if (account == null || clock == null || queued == null) {
            return Optional.empty();
        }
        List<MailAddress> written = recipients == null ? List.of() : recipients.written();
        int delivered = recipients == null ? 0 : recipients.delivered();
        int unnamed = Math.max(0, queued.recipients() - delivered);
        return Optional.of(new Closed(account, client, clock, stamp, queued, written, unnamed));
    }

    /** An accepted message of which no more is to come, but whose instant cannot be told before its source ends. */
    record Closed(
            AccountName account,
            ClientAddress client,
            LogClock clock,
            long stamp,
            PostfixLine.Queued queued,
            List<MailAddress> recipients,
            int unnamed) {
        LoggedMessage dated() {
            return new LoggedMessage(
                    account,
                    clock.instant(stamp),
                    queued.queueId(),
                    queued.sender(),
                    client,
                    queued.size(),
                    recipients,
                    unnamed);
        }
    }
}
