package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.odklep.lock.MessageTrace;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.Limit;
import org.odklep.sending.Limits;
import org.odklep.web.admin.list.Chart;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** Draws the recipients of messages in each of the last hours. */
@Component
class MailChart {
    /** How many messages of an account it looks at: more than a mailbox sends in a day, unless it is in strange hands. */
    static final int MESSAGES = 2000;

    private static final int HOURS = 24;

    private final OrganisationDecision organisation;

    MailChart(OrganisationDecision organisation) {
        this.organisation = organisation;
    }

    /** Of the given messages. */
    Chart of(List<MessageTrace> messages, Instant now, Words words) {
        return chart(words.say("trace.chart"), Optional.empty(), messages, now, words);
    }

    /** Of the given messages, with a line at the lowest limit of an hour. */
    Chart against(Limits limits, List<MessageTrace> messages, Instant now, Words words) {
        Optional<Limit> lowest = Stream.of(Limit.EXTERNAL_PER_HOUR, Limit.INTERNAL_PER_HOUR)
                .filter(limit -> limits.of(limit) > 0)
                .min(Comparator.comparingInt(limits::of));
        Optional<Line> line = lowest.map(limit ->
                new Line(words.say("account.chart.limit", words.say("limit." + limit.key())), limits.of(limit)));
        String title = messages.size() < MESSAGES
                ? words.say("account.chart")
                : words.say("account.chart.full", messages.size());
        return chart(title, line, messages, now, words);
    }

    private record Line(String name, long height) {}

    private Chart chart(String title, Optional<Line> line, List<MessageTrace> messages, Instant now, Words words) {
        Instant last = now.truncatedTo(ChronoUnit.HOURS);
        long[] recipients = perHour(messages, last);
        List<Chart.Row> rows = IntStream.range(0, HOURS)
                .mapToObj(hour -> row(last.minus(Duration.ofHours(HOURS - 1L - hour)), recipients[hour], line, words))
                .toList();
        return new Chart(
                title,
                words.say("messages.at"),
                organisation.zone().getId(),
                Stream.concat(
                                Stream.of(new Chart.Series(words.say("messages.recipients"))),
                                line.stream().map(each -> Chart.Series.line(each.name())))
                        .toList(),
                rows);
    }

    private static long[] perHour(List<MessageTrace> messages, Instant last) {
        long[] recipients = new long[HOURS];
        for (MessageTrace message : messages) {
            long back = Duration.between(message.at().truncatedTo(ChronoUnit.HOURS), last)
                    .toHours();
            if (back >= 0 && back < HOURS) {
                recipients[(int) (HOURS - 1 - back)] += message.recipients();
            }
        }
        return recipients;
    }

    private static Chart.Row row(Instant from, long count, Optional<Line> line, Words words) {
        List<Long> counts =
                Stream.concat(Stream.of(count), line.stream().map(Line::height)).toList();
        return new Chart.Row(
                from.getEpochSecond(),
                words.moment(from).minutes(),
                counts,
                counts.stream().map(words::number).toList());
    }
}
