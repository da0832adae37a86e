package org.odklep.sending;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.kernel.AccountName;
import org.odklep.lock.MessageTrace;

/**
 * Which messages are looked for, the newest first.
 *
 * @param sender a part of the envelope sender; empty for all
 * @param domain a part of a recipient's domain; empty for all
 * @param from messages at this instant and later
 * @param to messages before this instant
 * @param after where the page before ended
 */
public record TraceQuery(
        Optional<AccountName> account,
        String sender,
        String domain,
        Instant from,
        Instant to,
        Optional<Position> after,
        int limit) {
    /** For a part of a sender or domain no page looks at more messages than this: it ends, and the next one goes on. */
    public static final int LOOKED_AT = 10_000;

    public TraceQuery {
        sender = sender.toLowerCase(Locale.ROOT);
        domain = domain.toLowerCase(Locale.ROOT);
    }

    /**
     * The place of a message in the list.
     *
     * @param id tells messages of one millisecond apart
     */
    public record Position(Instant at, AccountName account, long id) {
        private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})[.](-?[0-9]{1,18}|-?[0-9]{19})[.](.{1,320})");

        /** @throws IllegalArgumentException for what no {@link #text} is */
        public static Position parse(String text) {
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a position of this list");
            }
            return new Position(
                    Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                    AccountName.of(parts.group(3)),
                    Long.parseLong(parts.group(2)));
        }

        /** For addresses of pages. */
        public String text() {
            return at.toEpochMilli() + "." + id + "." + account.value();
        }
    }

    /** A message that was found. */
    public record Found(Position position, MessageTrace message) {
        public AccountName account() {
            return position.account();
        }
    }

    /**
     * A page.
     *
     * @param next where the next one begins; empty at the end. There may be one after a page that is not full
     */
    public record Page(List<Found> messages, Optional<Position> next) {}

    /** Whether only a part of the messages is wanted that no index finds. */
    public boolean isPicky() {
        return !sender.isEmpty() || !domain.isEmpty();
    }

    /** Whether a message has the parts that are wanted. */
    public boolean wants(MessageTrace message) {
        return message.sender().toLowerCase(Locale.ROOT).contains(sender)
                && String.join(" ", message.domains()).toLowerCase(Locale.ROOT).contains(domain);
    }
}
