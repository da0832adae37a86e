package org.odklep.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants for people, in their time zone.
 *
 * @param now what "ago" is counted from
 */
public record Times(ZoneId zone, Instant now) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssx", Locale.ROOT);

    /** The local time, the exact instant and how far away it is. */
    public String full(Instant instant) {
        return LOCAL.format(instant.atZone(zone)) + " (" + instant + "), " + distance(instant);
    }

    /** The local time with its offset, to the second, such as {@code 2026-11-22 12:00:00+01}. */
    public String brief(Instant instant) {
        return OFFSET.format(instant.atZone(zone));
    }

    /** Such as "12 minutes ago" or "in 3 hours", rounded down. */
    public String distance(Instant instant) {
        Duration distance = Duration.between(instant, now);
        if (distance.abs().toSeconds() == 0) {
            return "just now";
        }
        String amount = amount(distance.abs());
        return distance.isNegative() ? "in " + amount : amount + " ago";
    }

    private static String amount(Duration duration) {
        if (duration.toDays() >= 2) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 2) {
            return duration.toHours() + " hours";
        }
        return duration.toMinutes() >= 2
                ? duration.toMinutes() + " minutes"
                : Words.count(duration.toSeconds(), "second");
    }
}
