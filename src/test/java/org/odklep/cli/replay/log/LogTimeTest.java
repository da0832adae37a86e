package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {
    private final LogTime time = new LogTime();

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T18:35:02.123456+01:00, 2026-11-22T17:35:02.123Z",
        "2026-11-22T18:35:02.1-03:30, 2026-11-22T22:05:02.100Z",
        "2026-11-22T18:35:02Z, 2026-11-22T18:35:02Z",
        "2026-11-22T18:35:02.123456789Z, 2026-11-22T18:35:02.123Z",
        "2026-11-22T18:35:02+0100, 2026-11-22T17:35:02Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2026-06-30T23:59:60Z, 2026-06-30T23:59:59Z",
    })
    void isoTimestampsAreInstants(String text, Instant instant) {
        assertThat(read(text + " mx postfix/qmgr[1]: x")).isEqualTo(text.length() + 1);
        assertThat(time.isClassic()).isFalse();
        assertThat(Instant.ofEpochMilli(time.value())).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "'Jan  1 00:00:00', 0",
        "'Jan 01 00:00:01', 1",
        "'Feb 29 00:00:00', 5097600",
        "'Mar  1 00:00:00', 5184000",
        "'Nov 22 18:35:02', 28233302",
        "'Nov 22 18:35:02.654321', 28233302",
        "'Dec 31 23:59:59', 31622399",
    })
    void classicTimestampsAreSecondsOfALeapYear(String text, long second) {
        assertThat(read(text + " mx postfix/qmgr[1]: x")).isEqualTo(text.length() + 1);
        assertThat(time.isClassic()).isTrue();
        assertThat(time.value()).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "N",
                "Nov",
                "Nov 22 18:35:02",
                "Nov 31 18:35:02 mx",
                "Feb 30 18:35:02 mx",
                "Nov  0 18:35:02 mx",
                "Nov 22 24:00:00 mx",
                "Nov 22 18:60:00 mx",
                "Nov 22 18:35:61 mx",
                "nov 22 18:35:02 mx",
                "Nov 22 18-35-02 mx",
                "Nov 22  8:35:02 mx",
                "Nov222 18:35:02 mx",
                "2026-11-22 18:35:02+01:00 mx",
                "2026-11-22T18:35:02 mx",
                "2026-13-22T18:35:02Z mx",
                "2026-02-29T18:35:02Z mx",
                "2026-11-22T18:35:02Zmx",
                "2026-11-22T18:35:02+99:00 mx",
                "2026-11-22T18:35:02.Z",
                "2026-11-22T18:35:02+01",
                "\0\0\0\0",
                "žžž 22 18:35:02"
            })
    void anythingElseIsNoTimestamp(String text) {
        assertThat(read(text)).isEqualTo(Line.NOWHERE);
    }

    @Test
    void aDateIsCheckedAgainAfterAnotherOne() {
        assertThat(read("2026-11-22T18:35:02Z x")).isPositive();
        assertThat(read("2026-11-31T18:35:02Z x")).isEqualTo(Line.NOWHERE);
        assertThat(read("2026-11-22T18:35:02Z x")).isPositive();
        assertThat(Instant.ofEpochMilli(time.value())).isEqualTo(Instant.parse("2026-11-22T18:35:02Z"));
    }

    private int read(String text) {
        return time.read(Line.of(text.getBytes(UTF_8)));
    }
}
