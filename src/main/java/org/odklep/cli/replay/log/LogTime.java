package org.odklep.cli.replay.log;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The timestamp that a log line begins with. Two forms are understood:
 *
 * <pre>
 * classic = Mmm SP day SP hh:mm:ss [.fraction] SP       ; RFC 3164, 4.1.2; day padded with a space or a zero
 * iso     = yyyy-mm-dd "T" hh:mm:ss [.fraction] zone SP ; RFC 3339; zone is Z, +hh:mm or +hhmm (journalctl)
 * </pre>
 *
 * The classic form names no year. It is read as a second of a leap year, and {@link LogClock} finds the year.
 */
final class LogTime {
    /** Seconds of a leap year. */
    static final long YEAR = 366 * 86_400L;

    private static final int[] DAYS_BEFORE = {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366};

    private boolean classic;
    private long value;
    private int lastDate;
    private long lastEpochDay;

    /** True when the last timestamp read had no year. */
    boolean isClassic() {
        return classic;
    }

    /** The second of a leap year for a classic timestamp, the millisecond since the epoch for the other form. */
    long value() {
        return value;
    }

    /** Reads the timestamp of a line; gives the position behind it and its space, or {@link Line#NOWHERE}. */
    int read(Line line) {
        int first = line.at(line.from());
        return first >= 'A' ? readClassic(line, line.from()) : readIso(line, line.from());
    }

    private int readClassic(Line line, int at) {
        int month = month(line.at(at), line.at(at + 1), line.at(at + 2));
        int day = line.at(at + 4) == ' ' ? line.at(at + 5) - '0' : line.twoDigits(at + 4);
        int second = secondOfDay(line, at + 7);
        boolean spaced = line.at(at + 3) == ' ' && line.at(at + 6) == ' ';
        if (month == 0 || day < 1 || day > DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] || second < 0 || !spaced) {
            return Line.NOWHERE;
        }
        classic = true;
        value = (DAYS_BEFORE[month - 1] + day - 1) * 86_400L + second;
        return behindSpace(line, behindFraction(line, at + 15));
    }

    private int readIso(Line line, int at) {
        long day = epochDay(line, at);
        int second = secondOfDay(line, at + 11);
        if (day == Long.MIN_VALUE || line.at(at + 10) != 'T' || second < 0) {
            return Line.NOWHERE;
        }
        int zoneAt = behindFraction(line, at + 19);
        int millis = zoneAt == at + 19 ? 0 : millis(line, at + 20, zoneAt);
        int sign = line.at(zoneAt);
        classic = false;
        value = (day * 86_400 + second) * 1000 + millis;
        if (sign == 'Z') {
            return behindSpace(line, zoneAt + 1);
        }
        int minutesAt = zoneAt + (line.at(zoneAt + 3) == ':' ? 4 : 3);
        int hours = line.twoDigits(zoneAt + 1);
        int minutes = line.twoDigits(minutesAt);
        if ((sign != '+' && sign != '-') || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Line.NOWHERE;
        }
        long offset = (hours * 60L + minutes) * 60_000;
        value += sign == '+' ? -offset : offset;
        return behindSpace(line, minutesAt + 2);
    }

    /** The day since the epoch that "yyyy-mm-dd" names. Nearly every line has the date of the line before it. */
    private long epochDay(Line line, int at) {
        int century = line.twoDigits(at);
        int year = line.twoDigits(at + 2);
        int month = line.twoDigits(at + 5);
        int day = line.twoDigits(at + 8);
        if (century < 19 || year < 0 || month < 1 || day < 1 || line.at(at + 4) != '-' || line.at(at + 7) != '-') {
            return Long.MIN_VALUE;
        }
        int date = ((century * 100 + year) * 100 + month) * 100 + day;
        if (date != lastDate) {
            if (month > 12 || !YearMonth.of(century * 100 + year, month).isValidDay(day)) {
                return Long.MIN_VALUE;
            }
            lastEpochDay = LocalDate.of(century * 100 + year, month, day).toEpochDay();
            lastDate = date;
        }
        return lastEpochDay;
    }

    /** The second that "hh:mm:ss" names, a leap second being the one before it; negative when it names none. */
    private static int secondOfDay(Line line, int at) {
        int hour = line.twoDigits(at);
        int minute = line.twoDigits(at + 3);
        int second = line.twoDigits(at + 6);
        boolean colons = line.at(at + 2) == ':' && line.at(at + 5) == ':';
        boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return valid && colons ? (hour * 60 + minute) * 60 + Math.min(second, 59) : Line.NOWHERE;
    }

    private static int behindFraction(Line line, int at) {
        return line.at(at) == '.' ? line.endOfWord(at + 1) - zoneLetter(line, at + 1) : at;
    }

    /** 1 when the word that begins at a position ends with the zone letter Z. */
    private static int zoneLetter(Line line, int at) {
        int end = line.endOfWord(at);
        return end > at && line.at(end - 1) == 'Z' ? 1 : 0;
    }

    private static int millis(Line line, int start, int end) {
        int millis = 0;
        int weight = 100;
        for (int i = start; i < end && weight > 0; i++) {
            millis += (line.at(i) - '0') * weight;
            weight /= 10;
        }
        return millis >= 0 && millis < 1000 ? millis : 0;
    }

    private static int behindSpace(Line line, int at) {
        return line.at(at) == ' ' ? at + 1 : Line.NOWHERE;
    }

    private static int month(int first, int second, int third) {
        return switch (first << 16 | second << 8 | third) {
            case 'J' << 16 | 'a' << 8 | 'n' -> 1;
            case 'F' << 16 | 'e' << 8 | 'b' -> 2;
            case 'M' << 16 | 'a' << 8 | 'r' -> 3;
            case 'A' << 16 | 'p' << 8 | 'r' -> 4;
            case 'M' << 16 | 'a' << 8 | 'y' -> 5;
            case 'J' << 16 | 'u' << 8 | 'n' -> 6;
            case 'J' << 16 | 'u' << 8 | 'l' -> 7;
            case 'A' << 16 | 'u' << 8 | 'g' -> 8;
            case 'S' << 16 | 'e' << 8 | 'p' -> 9;
            case 'O' << 16 | 'c' << 8 | 't' -> 10;
            case 'N' << 16 | 'o' << 8 | 'v' -> 11;
            case 'D' << 16 | 'e' << 8 | 'c' -> 12;
            default -> 0;
        };
    }
}
