package org.odklep.cli.replay.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.MailDomain;

/**
 * What a reading of log files brought.
 *
 * @param messages those of authenticated users, in order of time
 * @param unread the first lines that could not be understood; how many there are in all is in the counts
 * @param notices sentences about sources that could be read in part only, or are no log
 * @param isWhole whether every source was read to its end
 * @param first the time of the earliest message
 * @param last the time of the latest message
 */
public record LogReading(
        List<LoggedMessage> messages,
        Counts counts,
        List<UnreadLine> unread,
        List<String> notices,
        boolean isWhole,
        Optional<Instant> first,
        Optional<Instant> last) {
    /** The same, with accounts that came without a domain at the given one. */
    public LogReading at(Optional<MailDomain> defaultDomain) {
        List<LoggedMessage> complete =
                messages.stream().map(message -> message.at(defaultDomain)).toList();
        return new LogReading(complete, counts, unread, notices, isWhole, first, last);
    }

    /**
     * How much there was of everything.
     *
     * @param lines all lines, those of other programs included
     * @param postfix lines of Postfix
     * @param unread lines that could not be understood
     * @param withoutUser accepted messages that no authenticated user handed in, such as incoming mail and bounces, and
     *     messages that began before the log does
     * @param notAccepted messages of authenticated users that never came into the queue
     */
    public record Counts(long lines, long postfix, long unread, long withoutUser, long notAccepted) {}
}
