package org.odklep.cli.replay.log;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Finds the instants of one source, whose classic timestamps name neither year nor offset. While the source is read, each
 * time becomes a <em>stamp</em>, which counts the new years that were passed; when the newest line is known,
 * {@link #instant} gives the instant of a stamp. The newest line lies in the latest year that keeps it at or before the
 * reference, and a 29 February in a leap year.
 *
 * <p>The hour that occurs twice when summer time ends is told by the step back of about an hour in the middle of it.
 */
final class LogClock {
    /** A log of a zone east of the one that was named may be ahead of the reference by this much. */
    private static final Duration SLACK = Duration.ofDays(1);

    private static final long HALF_A_YEAR = LogTime.YEAR / 2;
    private static final long SUMMER_TIME_STEP_MIN = 20 * 60;
    private static final long SUMMER_TIME_STEP_MAX = 2 * 3600;
    private static final long LEAP_DAY = 31 + 29 - 1;

    private static final long ISO = 1;
    private static final long SECOND_PASS = 2;

    private final ZoneId zone;
    private final Instant reference;
    private boolean started;
    /** Begins at 1, so that the year before the one in which the source begins can be named too. */
    private long newYears = 1;

    private long newest;
    private long secondPassUntil = -1;
    private long leapYear = -1;
    private long solvedFor = -1;
    private long firstYear;

    /** @param reference an instant that no line of the source is behind, such as the time the file was last written */
    LogClock(ZoneId zone, Instant reference) {
        this.zone = zone;
        this.reference = reference;
    }

    /** The stamp of the next line of the source. */
    long stamp(LogTime time) {
        if (!time.isClassic()) {
            return time.value() << 1 | ISO;
        }
        long second = classicSecond(time.value());
        notice(second);
        return second << 2 | (secondPassUntil < 0 ? 0 : SECOND_PASS);
    }

    /** The instant of a stamp that this clock gave; ask when the source was read to its end. */
    Instant instant(long stamp) {
        if ((stamp & ISO) != 0) {
            return Instant.ofEpochMilli(stamp >> 1);
        }
        if (solvedFor != newest) {
            firstYear = yearOfNewest() - newest / LogTime.YEAR;
            solvedFor = newest;
        }
        return at(stamp >> 2, firstYear, (stamp & SECOND_PASS) != 0);
    }

    /** Seconds, in leap years, from the beginning of the year before the one in which the source begins. */
    private long classicSecond(long secondOfYear) {
        long second = newYears * LogTime.YEAR + secondOfYear;
        long step = second - newest;
        if (started && step < -HALF_A_YEAR) {
            newYears++;
            second += LogTime.YEAR;
        } else if (started && step > LogTime.YEAR - HALF_A_YEAR / 4) {
            second -= LogTime.YEAR; // a line of 31 December that comes in behind the first of January
        }
        return second;
    }

    private void notice(long second) {
        long back = newest - second;
        if (started && back >= SUMMER_TIME_STEP_MIN && back <= SUMMER_TIME_STEP_MAX && secondPassUntil < 0) {
            secondPassUntil = newest / 3600 * 3600 + 3599; // the hour that comes twice ends with a full hour
        } else if (second > secondPassUntil) {
            secondPassUntil = -1;
        }
        newest = started ? Math.max(newest, second) : second;
        started = true;
        if (second % LogTime.YEAR / 86_400 == LEAP_DAY) {
            leapYear = second / LogTime.YEAR;
        }
    }

    private long yearOfNewest() {
        long indexOfNewest = newest / LogTime.YEAR;
        long year = reference.atZone(zone).getYear() + 1L;
        while (at(newest, year - indexOfNewest, false).isAfter(reference.plus(SLACK))
                || (leapYear >= 0 && !Year.isLeap(year - indexOfNewest + leapYear))) {
            year--;
        }
        return year;
    }

    private Instant at(long second, long yearOfZero, boolean secondPass) {
        int year = (int) (yearOfZero + second / LogTime.YEAR);
        long secondOfYear = second % LogTime.YEAR;
        LocalDate date =
                LocalDate.ofYearDay(2000, (int) (secondOfYear / 86_400) + 1).withYear(year);
        LocalDateTime local = LocalDateTime.of(date, LocalTime.ofSecondOfDay(secondOfYear % 86_400));
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return secondPass && offsets.size() == 2
                ? local.toInstant(offsets.get(1))
                : local.atZone(zone).toInstant();
    }
}
