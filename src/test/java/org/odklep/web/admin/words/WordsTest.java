package org.odklep.web.admin.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class WordsTest {
    private final Words english = words(Language.ENGLISH);
    private final Words slovene = words(Language.SLOVENE);

    @ParameterizedTest
    @CsvSource({
        "0, Prikazanih je 0 omejitev.",
        "1, Prikazana je 1 omejitev.",
        "2, Prikazani sta 2 omejitvi.",
        "3, Prikazane so 3 omejitve.",
        "4, Prikazane so 4 omejitve.",
        "5, Prikazanih je 5 omejitev.",
        "11, Prikazanih je 11 omejitev.",
        "100, Prikazanih je 100 omejitev.",
        "101, Prikazana je 101 omejitev.",
        "102, Prikazani sta 102 omejitvi.",
        "1004, Prikazane so 1.004 omejitve.",
        "1111, Prikazanih je 1.111 omejitev."
    })
    void sloveneLooksAtTheLastTwoDigits(long number, String expected) {
        assertThat(slovene.count("list.rows", number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 restrictions are shown.",
        "1, 1 restriction is shown.",
        "2, 2 restrictions are shown.",
        "101, 101 restrictions are shown."
    })
    void englishKnowsOneAndMany(long number, String expected) {
        assertThat(english.count("list.rows", number)).isEqualTo(expected);
    }

    @Test
    void numbersAndSizesAreWrittenAsTheLanguageDoes() {
        assertThat(english.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(slovene.number(1_234_567)).isEqualTo("1.234.567");
        assertThat(english.size(999)).isEqualTo("999 B");
        assertThat(slovene.size(12_340)).isEqualTo("12,3 kB");
        assertThat(english.size(1_500_000)).isEqualTo("1.5 MB");
    }

    @Test
    void timesStandInTheirZoneAndKeepTheExactInstant() {
        Instant instant = Instant.parse("2026-07-01T22:00:00.123Z");
        assertThat(english.moment(instant))
                .isEqualTo(new Moment(
                        "2026-07-01T22:00:00.123Z",
                        "2 Jul 2026, 00:00:00 CEST",
                        "2 Jul 2026, 00:00:00",
                        "2 Jul 2026, 00:00"));
        assertThat(slovene.moment(instant).text()).isEqualTo("2. jul. 2026, 00:00:00 CEST");
        assertThat(slovene.moment(instant).minutes()).isEqualTo("2. jul. 2026, 00:00");
    }

    @Test
    void aTimeInAnotherZoneThanThatOfThePageNamesItsZone() {
        Moment moment = english.moment(Instant.parse("2026-07-01T22:00:00Z"), ZoneId.of("America/New_York"));
        assertThat(moment.text()).isEqualTo("1 Jul 2026, 18:00:00 EDT");
        assertThat(moment.seconds()).isEqualTo(moment.text());
        assertThat(moment.minutes()).isEqualTo("1 Jul 2026, 18:00 EDT");
        assertThat(english.moment(Instant.parse("2026-07-01T22:00:00Z"), ZoneId.of("Europe/Vienna"))
                        .minutes())
                .isEqualTo("2 Jul 2026, 00:00");
    }

    private static Words words(Locale locale) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new Words(messages, locale, ZoneId.of("Europe/Ljubljana"));
    }
}
