package org.odklep.web.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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
     * The end that a text names: an instant, or a date for the end of that day in UTC.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Instant end(String text, Instant now) {
        Instant end = parse(text.strip());
        if (!end.isAfter(now)) {
            throw new IllegalArgumentException("must be in the future");
        }
        return end;
    }

    private static Instant parse(String text) {
        try {
            OffsetDateTime parsed = text.indexOf('T') < 0
                    ? LocalDate.parse(text).plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (parsed.getYear() <= LAST_YEAR) {
                return parsed.toInstant();
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
