package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailAddress;

/**
 * Understands the text of a line that {@link LogHead} found to be Postfix's. Any bytes give a {@link PostfixLine}.
 *
 * <pre>
 * text    = id ": client=" name "[" address "]" [":" port]
 *              [", sasl_method=" word [", sasl_username=" user] [", sasl_sender=" address]]
 *              [", orig_queue_id=" id] [", orig_client=" client]
 *         / id ": uid=" ...                                            ; pickup
 *         / id ": " ["resent-"] "message-id=" ...                      ; cleanup
 *         / id ": from=&lt;" sender ">, size=" bytes ", nrcpt=" count " (queue active)"
 *         / id ": to=&lt;" address ">, " ["orig_to=&lt;" address ">, "] ...
 *         / id ": removed"
 *         / ["NOQUEUE: "] "proxy-accept: END-OF-MESSAGE: " ... "queued as " id ...
 * id      = 6*(letter / digit) / "NOQUEUE"                             ; short and long queue ids
 * address = local part, quoted where RFC 5321 wants it, "@" domain
 * </pre>
 */
final class PostfixLineCodec {
    private static final PostfixLine OTHER = new PostfixLine.Other();
    private static final int SHORTEST_QUEUE_ID = 6;

    private static final byte[] NO_QUEUE = ascii("NOQUEUE");
    private static final byte[] CLIENT = ascii("client=");
    private static final byte[] USER_ID = ascii("uid=");
    private static final byte[] MESSAGE_ID = ascii("message-id=");
    private static final byte[] REMOVED = ascii("removed");
    private static final byte[] FROM = ascii("from=<");
    private static final byte[] TO = ascii("to=<");
    private static final byte[] ORIGINAL_TO = ascii("orig_to=<");
    private static final byte[] SIZE = ascii(">, size=");
    private static final byte[] RECIPIENTS = ascii(", nrcpt=");
    private static final byte[] QUEUE_ACTIVE = ascii(" (queue active)");
    private static final byte[] STATUS = ascii(">, status=");
    private static final byte[] SASL_METHOD = ascii(", sasl_method=");
    private static final byte[] SASL_USER = ascii(", sasl_username=");
    private static final byte[] SASL_SENDER = ascii(", sasl_sender=");
    private static final byte[] ORIGINAL_ID = ascii(", orig_queue_id=");
    private static final byte[] ORIGINAL_CLIENT = ascii(", orig_client=");
    private static final byte[] REJECT = ascii("reject: ");
    private static final byte[] MILTER_REJECT = ascii("milter-reject: END-OF-MESSAGE ");
    private static final byte[] REJECT_AT_END = ascii("reject: END-OF-MESSAGE ");
    private static final byte[] DISCARD = ascii("discard: ");
    private static final byte[] PROXY_ACCEPT = ascii("proxy-accept: END-OF-MESSAGE: ");
    private static final byte[] QUEUED_AS = ascii("queued as ");

    private final SharedValues<String> queueIds = new SharedValues<>(1 << 12, text -> text);
    private final SharedValues<String> senders = new SharedValues<>(1 << 13, text -> text);
    private final SharedValues<Optional<AccountName>> accounts = new SharedValues<>(1 << 13, AccountName::parse);
    private final SharedValues<ClientAddress> clients =
            new SharedValues<>(1 << 12, text -> ClientAddress.parse(text).orElse(ClientAddress.LOCAL));
    private final SharedAddresses addresses = new SharedAddresses();

    /** Understands a line of Postfix. */
    PostfixLine read(Line line, LogHead head) {
        int start = head.text();
        int end = line.endOfWord(start);
        if (line.at(end) != ':') {
            return line.startsWith(start, PROXY_ACCEPT) ? proxyAccepted(line, start, head) : OTHER;
        }
        if (line.is(start, end, NO_QUEUE)) {
            return withoutQueueId(line, end + 2, head);
        }
        if (end - start < SHORTEST_QUEUE_ID || line.at(end + 1) != ' ') {
            return OTHER;
        }
        return about(line, queueIds.get(line, start, end), end + 2, head);
    }

    /** The first letter of what is said about a message tells nearly all kinds of lines apart. */
    private PostfixLine about(Line line, String queueId, int at, LogHead head) {
        return switch (line.at(at)) {
            case 't' -> line.startsWith(at, TO) ? addressed(line, queueId, at + TO.length) : OTHER;
            case 'f' -> line.startsWith(at, FROM) ? queued(line, queueId, at + FROM.length) : OTHER;
            case 'c' -> line.startsWith(at, CLIENT) ? client(line, queueId, at + CLIENT.length) : OTHER;
            case 'u' -> line.startsWith(at, USER_ID) ? new PostfixLine.Arrived(queueId) : OTHER;
            case 'm' -> {
                if (line.startsWith(at, MESSAGE_ID)) {
                    yield new PostfixLine.Headed(queueId);
                }
                yield line.startsWith(at, MILTER_REJECT) ? new PostfixLine.Refused(queueId) : OTHER;
            }
            case 'r' -> {
                if (line.is(at, line.to(), REMOVED)) {
                    yield new PostfixLine.Removed(queueId);
                }
                boolean whole = head.isCleanup() ? line.startsWith(at, REJECT) : line.startsWith(at, REJECT_AT_END);
                yield whole ? new PostfixLine.Refused(queueId) : OTHER;
            }
            case 'd' -> head.isCleanup() && line.startsWith(at, DISCARD) ? new PostfixLine.Refused(queueId) : OTHER;
            default -> OTHER;
        };
    }

    private PostfixLine withoutQueueId(Line line, int at, LogHead head) {
        if (line.startsWith(at, PROXY_ACCEPT)) {
            return proxyAccepted(line, at, head);
        }
        if (!line.startsWith(at, CLIENT)) {
            return OTHER;
        }
        return switch (client(line, "NOQUEUE", at + CLIENT.length)) {
            case PostfixLine.Submitted submitted ->
                new PostfixLine.ProxySubmitted(head.process(line), submitted.account(), submitted.client());
            case PostfixLine.Unparsable unparsable -> unparsable;
            case PostfixLine other -> OTHER;
        };
    }

    private PostfixLine proxyAccepted(Line line, int at, LogHead head) {
        int id = line.find(QUEUED_AS, at);
        if (id == Line.NOWHERE) {
            return OTHER;
        }
        int start = id + QUEUED_AS.length;
        int end = line.endOfWord(start);
        return end - start < SHORTEST_QUEUE_ID
                ? OTHER
                : new PostfixLine.ProxyAccepted(head.process(line), queueIds.get(line, start, end));
    }

    private PostfixLine client(Line line, String queueId, int at) {
        int open = line.find('[', at);
        int close = open < 0 ? Line.NOWHERE : line.find(']', open);
        if (close < 0) {
            return new PostfixLine.Unparsable("a client without an address");
        }
        int comma = line.find(',', close);
        if (comma < 0 || !line.startsWith(comma, SASL_METHOD)) {
            return new PostfixLine.Arrived(queueId);
        }
        int user = line.find(SASL_USER, comma);
        if (user < 0) {
            return new PostfixLine.Unparsable("a sasl_method without a sasl_username");
        }
        return submitted(line, queueId, clients.get(line, open + 1, close), user + SASL_USER.length);
    }

    private PostfixLine submitted(Line line, String queueId, ClientAddress client, int user) {
        int originField = line.find(ORIGINAL_ID, user);
        int end = earliest(line.to(), line.find(SASL_SENDER, user), originField, line.find(ORIGINAL_CLIENT, user));
        Optional<AccountName> account = accounts.get(line, user, end);
        if (account.isEmpty()) {
            return new PostfixLine.Unparsable("a sasl_username that can be no account");
        }
        int origin = originField + ORIGINAL_ID.length;
        return new PostfixLine.Submitted(
                queueId,
                account.get(),
                client,
                originField < 0 ? null : queueIds.get(line, origin, line.endOfWord(origin)));
    }

    private static int earliest(int end, int... positions) {
        int earliest = end;
        for (int position : positions) {
            earliest = position < 0 ? earliest : Math.min(earliest, position);
        }
        return earliest;
    }

    /** Read from the end, because the sender before it may hold anything. */
    private PostfixLine queued(Line line, String queueId, int sender) {
        int end = line.to() - QUEUE_ACTIVE.length;
        if (!line.startsWith(end, QUEUE_ACTIVE)) {
            boolean known = line.find(STATUS, sender) >= 0;
            return known ? OTHER : new PostfixLine.Unparsable("a queue manager line that breaks off");
        }
        int recipients = startOfNumber(line, end, sender);
        int sizeEnd = recipients - RECIPIENTS.length;
        int size = startOfNumber(line, sizeEnd, sender);
        int senderEnd = size - SIZE.length;
        long count = line.number(recipients, end);
        long bytes = line.number(size, sizeEnd);
        if (senderEnd < sender
                || !line.startsWith(senderEnd, SIZE)
                || !line.startsWith(sizeEnd, RECIPIENTS)
                || count < 0
                || count > Integer.MAX_VALUE
                || bytes < 0) {
            return new PostfixLine.Unparsable("a queue manager line without size and nrcpt");
        }
        return new PostfixLine.Queued(queueId, senders.get(line, sender, senderEnd), bytes, (int) count);
    }

    /** Where the digits begin that end before a position. */
    private static int startOfNumber(Line line, int end, int limit) {
        int i = end;
        while (i > limit && line.at(i - 1) >= '0' && line.at(i - 1) <= '9') {
            i--;
        }
        return i;
    }

    private PostfixLine addressed(Line line, String queueId, int at) {
        int end = endOfAddress(line, at);
        int next = end + 3;
        boolean aliased = end >= 0 && line.startsWith(next, ORIGINAL_TO);
        int original = next + ORIGINAL_TO.length;
        int originalEnd = aliased ? endOfAddress(line, original) : end;
        if (end < 0 || originalEnd < 0) {
            return new PostfixLine.Unparsable("a recipient that breaks off");
        }
        Optional<MailAddress> delivered = addresses.get(line, at, end);
        Optional<MailAddress> written = aliased ? addresses.get(line, original, originalEnd) : delivered;
        // What the kernel does not take for an address is still counted, through nrcpt.
        return written.isEmpty() || delivered.isEmpty()
                ? OTHER
                : new PostfixLine.Addressed(queueId, written.get(), delivered.get());
    }

    /** The position of the ">" that ends an address and is followed by a comma; a quoted local part may hold others. */
    private static int endOfAddress(Line line, int start) {
        boolean quoted = false;
        for (int i = start; i < line.to(); i++) {
            int c = line.at(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted && line.at(i + 1) == ',' && line.at(i + 2) == ' ') {
                return i;
            }
        }
        return Line.NOWHERE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
