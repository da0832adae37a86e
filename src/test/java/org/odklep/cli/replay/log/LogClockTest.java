package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogClockTest {
    private static final ZoneId LJUBLJANA = ZoneId.of("Europe/Ljubljana");

    @Test
    void theNewestLineIsInTheLatestYearThatIsNotAheadOfTheReference() {
        assertThat(instants("2026-11-23T00:00:00Z", "Nov 22 18:35:02")).containsExactly("2026-11-22T18:35:02Z");
        assertThat(instants("2026-11-20T00:00:00Z", "Nov 22 18:35:02")).containsExactly("2025-11-22T18:35:02Z");
    }

    @Test
    void aLogFromAZoneFurtherEastMayBeHoursAhead() {
        assertThat(instants("2026-11-22T12:00:00Z", "Nov 22 23:00:00")).containsExactly("2026-11-22T23:00:00Z");
        assertThat(instants("2025-12-31T20:00:00Z", "Jan  1 03:00:00")).containsExactly("2026-01-01T03:00:00Z");
    }

    @Test
    void aLogGoesOverNewYear() {
        assertThat(instants("2026-01-05T00:00:00Z", "Dec 31 23:59:58", "Jan  1 00:00:01", "Jan  4 10:00:00"))
                .containsExactly("2025-12-31T23:59:58Z", "2026-01-01T00:00:01Z", "2026-01-04T10:00:00Z");
    }

    @Test
    void aLateLineOfTheOldYearStaysInTheOldYear() {
        assertThat(instants("2026-01-05T00:00:00Z", "Jan  1 00:00:00", "Dec 31 23:59:59", "Jan  1 00:00:02"))
                .containsExactly("2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:02Z");
        assertThat(instants("2026-01-05T00:00:00Z", "Dec 31 23:59:59", "Jan  1 00:00:00", "Dec 31 23:59:59"))
                .containsExactly("2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z");
    }

    @Test
    void aLogMayCoverSeveralYears() {
        assertThat(instants(
                        "2026-03-01T00:00:00Z",
                        "May  1 00:00:00",
                        "Nov  1 00:00:00",
                        "Feb  1 00:00:00",
                        "Sep  1 00:00:00",
                        "Jan  1 00:00:00"))
                .containsExactly(
                        "2024-05-01T00:00:00Z",
                        "2024-11-01T00:00:00Z",
                        "2025-02-01T00:00:00Z",
                        "2025-09-01T00:00:00Z",
                        "2026-01-01T00:00:00Z");
    }

    @Test
    void aQuietHalfOfTheYearIsNotANewYear() {
        assertThat(instants("2026-12-01T00:00:00Z", "Feb  1 00:00:00", "Nov 20 00:00:00"))
                .containsExactly("2026-02-01T00:00:00Z", "2026-11-20T00:00:00Z");
    }

    @Test
    void theLeapDayIsInALeapYear() {
        assertThat(instants("2026-06-01T00:00:00Z", "Feb 28 12:00:00", "Feb 29 12:00:00", "Mar  1 12:00:00"))
                .containsExactly("2024-02-28T12:00:00Z", "2024-02-29T12:00:00Z", "2024-03-01T12:00:00Z");
        assertThat(instants("2025-01-10T00:00:00Z", "Feb 29 12:00:00", "Nov  1 12:00:00", "Jan  1 12:00:00"))
                .containsExactly("2024-02-29T12:00:00Z", "2024-11-01T12:00:00Z", "2025-01-01T12:00:00Z");
    }

    @Test
    void withoutALeapDayTheDaysBehindFebruaryAreThoseOfTheYear() {
        assertThat(instants("2026-06-01T00:00:00Z", "Feb 28 23:59:59", "Mar  1 00:00:00"))
                .containsExactly("2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z");
    }

    @Test
    void localTimesAreThoseOfTheZone() {
        assertThat(instants(LJUBLJANA, "2026-11-23T00:00:00Z", "Jul  1 12:00:00", "Nov 22 12:00:00"))
                .containsExactly("2026-07-01T10:00:00Z", "2026-11-22T11:00:00Z");
    }

    @Test
    void theHourThatComesTwiceIsTwoHours() {
        assertThat(instants(
                        LJUBLJANA,
                        "2026-11-23T00:00:00Z",
                        "Oct 25 01:59:59",
                        "Oct 25 02:59:58",
                        "Oct 25 02:59:57",
                        "Oct 25 02:00:00",
                        "Oct 25 02:59:59",
                        "Oct 25 03:00:00"))
                .containsExactly(
                        "2026-10-24T23:59:59Z",
                        "2026-10-25T00:59:58Z",
                        "2026-10-25T00:59:57Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T01:59:59Z",
                        "2026-10-25T02:00:00Z");
    }

    @Test
    void aClockThatIsSetBackOnAnOrdinaryDayIsFollowed() {
        assertThat(instants(LJUBLJANA, "2026-11-23T00:00:00Z", "Nov 20 12:00:00", "Nov 20 11:00:00"))
                .containsExactly("2026-11-20T11:00:00Z", "2026-11-20T10:00:00Z");
    }

    @Test
    void bothFormsMayBeMixed() {
        assertThat(instants(
                        "2026-01-05T00:00:00Z", "Dec 31 23:59:58", "2026-01-01T00:00:00.5+00:00", "Jan  1 00:00:01"))
                .containsExactly("2025-12-31T23:59:58Z", "2026-01-01T00:00:00.500Z", "2026-01-01T00:00:01Z");
    }

    private static List<String> instants(String reference, String... timestamps) {
        return instants(ZoneOffset.UTC, reference, timestamps);
    }

    private static List<String> instants(ZoneId zone, String reference, String... timestamps) {
        LogClock clock = new LogClock(zone, Instant.parse(reference));
        LogTime time = new LogTime();
        List<Long> stamps = Stream.of(timestamps)
                .map(timestamp -> {
                    assertThat(time.read(Line.of((timestamp + " x").getBytes(US_ASCII))))
                            .isPositive();
                    return clock.stamp(time);
                })
                .toList();
        return stamps.stream().map(stamp -> clock.instant(stamp).toString()).toList();
    }
}
