package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.odklep.web.admin.words.Words;
import org.springframework.context.support.ResourceBundleMessageSource;

class RecordedStateTest {
    private final Words slovene = words(Locale.of("sl"));
    private final Words english = words(Locale.UK);

    @Test
    void aTokenIsSaidWithItsRoleAndTheLocalTime() {
        String token = "globalAdministrator until 2026-11-29T09:52:23.638Z, id 7f3a";
        assertThat(RecordedState.say(token, slovene))
                .isEqualTo("Globalni skrbnik, velja do 29. nov. 2026, 10:52:23 CET, oznaka 7f3a");
        assertThat(RecordedState.say("domainAdministrator of a.si and b.si until 2026-07-29T09:52:23Z, id 7", english))
                .startsWith("Domain administrator (a.si, b.si), valid until 29 Jul 2026, 11:52:23");
    }

    @Test
    void fieldsOfAUserAreSaidInWords() {
        assertThat(RecordedState.say(
                        "passwordChanged: 2026-11-27T09:00:00Z; sessionsValidFrom: 2026-11-27T09:00:00Z", slovene))
                .isEqualTo(
                        "Geslo nastavljeno: 27. nov. 2026, 10:00:00 CET; Seje veljajo od: 27. nov. 2026, 10:00:00 CET");
        assertThat(RecordedState.say(
                        "accountEnabled: false; preferredLanguage: sl; roles: auditor; mail: none", slovene))
                .isEqualTo("Prijava dovoljena: ne; Jezik: slovenščina; Vloge: Revizor; E-pošta: brez");
    }

    @Test
    void whatIsNotKnownStaysAsItWasWritten() {
        for (String text :
                new String[] {"", "a: b; c", "x=1, y=2", "2026-99-99T99:99:99Z", "$1 \\2", "accountEnabled"}) {
            assertThat(RecordedState.say(text, slovene)).isEqualTo(text);
        }
    }

    private static Words words(Locale locale) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new Words(messages, locale, ZoneId.of("Europe/Ljubljana"));
    }
}
