package org.odklep.app.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** When things happen in the town: at work by day, from work on phones, and attacks in the dead of night. */
record Hours(Instant now) {
    static final ZoneId ZONE = ZoneId.of("Europe/Ljubljana");
    private static final int DAYS = 7;
    private static final int MINUTES = 24 * 60;

    /** The last days and this one. */
    List<LocalDate> week() {
        LocalDate today = today();
        return today.minusDays(DAYS).datesUntil(today.plusDays(1)).toList();
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, ZONE);
    }

    /** The day whose small hours were the last to end. */
    LocalDate lastNight() {
        return now.isBefore(at(today(), 5, 30)) ? today().minusDays(1) : today();
    }

    /** The last day before {@code from} days ago that people worked on. */
    LocalDate workday(int from) {
        LocalDate day = today().minusDays(from);
        while (!isWorkday(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    static Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(hour, minute).atZone(ZONE).toInstant();
    }

    static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** A moment at work: most of them before noon, fewer after lunch. */
    static Instant atWork(LocalDate day, Random random) {
        double middle = random.nextInt(100) < 62 ? 9.6 : 13.7;
        return moment(day, middle + random.nextGaussian() * 1.15, random);
    }

    /** Any waking moment: phones fetch mail from breakfast to bed. */
    static Instant awake(LocalDate day, Random random) {
        return moment(day, 14.0 + random.nextGaussian() * 3.9, random);
    }

    private static Instant moment(LocalDate day, double hour, Random random) {
        int minute = Math.clamp((int) (hour * 60), 5, MINUTES - 5);
        return day.atStartOfDay(ZONE)
                .toInstant()
                .plus(Duration.ofMinutes(minute))
                .plusMillis(random.nextInt(60_000));
    }
}
