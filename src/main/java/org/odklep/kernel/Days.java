package org.odklep.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Days as people name them, such as 2026-05-31: by which a list is narrowed, or with which something ends. */
public final class Days {
    /** As long as a day of four digits of a year: no other has an instant for certain. */
    private static final int LENGTH = 10;

    private Days() {}

    /** The day that a text names; empty for what is none. */
    public static Optional<LocalDate> parse(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public static Instant beginning(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The first instant that is no more of it. */
    public static Instant end(LocalDate day, ZoneId zone) {
        return beginning(day.plusDays(1), zone);
    }
}
