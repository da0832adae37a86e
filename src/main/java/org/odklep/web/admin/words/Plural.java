package org.odklep.web.admin.words;

import java.util.Locale;

/**
 * Which form of a noun a number takes, as the smallest number that takes the same one, so that a message can choose with
 * {@code {1,choice,...}}. Rules: Unicode CLDR, "Language Plural Rules".
 */
final class Plural {
    private Plural() {}

    /** English: 1 or 5. Slovene looks at the last two digits: 1 (one), 2 (dual), 3 (three and four) or 5 (all others). */
    static long form(long number, Locale locale) {
        if (!locale.getLanguage().equals(Language.SLOVENE.getLanguage())) {
            return number == 1 ? 1 : 5;
        }
        long end = Math.abs(number % 100);
        if (end == 4) {
            return 3;
        }
        return end >= 1 && end <= 3 ? end : 5;
    }
}
