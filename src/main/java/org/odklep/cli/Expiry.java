package org.odklep.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;

/** Reads when something shall end. */
final class Expiry {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([hd])");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private Expiry() {}

    /** The same, where a day is one in the time zone of the server's organisation. */
    static Instant of(String text, ServerClient client, Shell shell) {
        boolean isDay = DAY.matcher(text).matches();
        return of(text, shell.now(), isDay ? zone(client, shell) : shell.zone());
    }

    private static ZoneId zone(ServerClient client, Shell shell) {
        String zone = new Entry(client.get("/v1.0/version").orFail().body()).text("timeZone");
        try {
            return zone.isEmpty() ? shell.zone() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return shell.zone();
        }
    }

    /**
     * The instant that a text names: a span such as {@code 12h} or {@code 90d} from now, the end of a day such as
     * {@code 2027-01-31}, or an instant such as {@code 2027-01-31T12:00:00Z}.
     *
     * @throws CommandFailed when it names none, or one that is past
     */
    static Instant of(String text, Instant now, ZoneId zone) {
        Instant end;
        try {
            end = parse(text, now, zone);
        } catch (DateTimeException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "'" + text + "' is not a time: say 12h, 90d, 2027-01-31 or 2027-01-31T12:00:00+01:00");
        }
        if (!end.isAfter(now)) {
            throw new CommandFailed(ExitCode.USAGE, "'" + text + "' is past");
        }
        return end;
    }

    private static Instant parse(String text, Instant now, ZoneId zone) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            long count = Long.parseLong(span.group(1));
            return now.plus(span.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count));
        }
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant();
    }
}
