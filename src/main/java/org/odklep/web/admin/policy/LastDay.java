package org.odklep.web.admin.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.odklep.kernel.Days;

/** The last day of an entry, as people type it. */
final class LastDay {
    private LastDay() {}

    /** The end of a day such as 2026-05-31; empty for what is no day. */
    static Optional<Instant> end(String day, ZoneId zone) {
        try {
            return Optional.of(Days.end(LocalDate.parse(day.strip()), zone));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
