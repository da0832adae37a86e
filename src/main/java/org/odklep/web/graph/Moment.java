package org.odklep.web.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.odklep.kernel.Days;

/** Instants on the wire: ISO 8601, in UTC, to the millisecond. */
public final class Moment {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LAST_YEAR = 9999;

    private Moment() {}

    public static String text(Instant at) {
        return FORMAT.format(at);
    }

    /**
     * The end that a text names: an instant, or a date for the end of that day.
     *
     * @param zone of the day
     * @throws IllegalArgumentException with a message for the user
     */
    public static Instant end(String text, Instant now, ZoneId zone) {
        Instant end = parse(text.strip(), zone);
        if (!end.isAfter(now)) {
            throw new IllegalArgumentException("must be in the future");
        }
        return end;
    }

    private static Instant parse(String text, ZoneId zone) {
        try {
            Instant parsed = Days.parse(text)
                    .map(day -> Days.end(day, zone))
                    .orElseGet(() -> OffsetDateTime.parse(text).toInstant());
            if (parsed.atOffset(ZoneOffset.UTC).getYear() <= LAST_YEAR) {
                return parsed;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(unreadable(), e);
        }
        throw new IllegalArgumentException(unreadable());
    }

    private static String unreadable() {
        return "must be a time such as 2030-01-31T12:00:00Z or a date such as 2030-01-31";
    }
}
