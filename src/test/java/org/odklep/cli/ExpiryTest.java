package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.cli.terminal.CommandFailed;

class ExpiryTest {
    private static final ZoneId LJUBLJANA = ZoneId.of("Europe/Ljubljana");

    @ParameterizedTest
    @CsvSource({
        "12h,2026-11-22T23:00:00Z",
        "90d,2027-02-20T11:00:00Z",
        "2026-11-22,2026-11-22T23:00:00Z",
        "2027-07-01,2027-07-01T22:00:00Z",
        "2027-01-31T12:00:00+01:00,2027-01-31T11:00:00Z",
        "2027-01-31T12:00:00Z,2027-01-31T12:00:00Z"
    })
    void aSpanADayOrAnInstantNamesAnEnd(String text, Instant end) {
        assertThat(Expiry.of(text, Cli.NOON, LJUBLJANA)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "0d", "-1d", "90", "90m", "2027-13-01", "2027-02-30", "31.1.2027", "9999999d", "d"})
    void anythingElseIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Expiry.of(text, Cli.NOON, LJUBLJANA))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is not a time: say 12h, 90d, 2027-01-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21", "2026-11-22T11:00:00Z", "1999-01-01T00:00:00Z"})
    void thePastIsRefused(String text) {
        assertThatThrownBy(() -> Expiry.of(text, Cli.NOON, LJUBLJANA)).hasMessage("'" + text + "' is past");
    }
}
