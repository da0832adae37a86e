package org.odklep.user;

import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;
import java.util.TreeSet;

/** The languages that there are: ISO 639 for the language and ISO 3166 for the country of a tag (RFC 5646). */
public final class Languages {
    private static final Set<String> LANGUAGES = new TreeSet<>(Arrays.asList(Locale.getISOLanguages()));
    private static final Set<String> COUNTRIES = Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2);
    private static final int AREA = 3;

    private Languages() {}

    /**
     * A tag whose language and country are known, as it was written.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static String known(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (LANGUAGES.contains(locale.getLanguage()) && isPlace(locale.getCountry())) {
                return tag;
            }
        } catch (IllformedLocaleException e) {
            // Told below, as any other tag that names no language.
        }
        throw new IllegalArgumentException(
                "'" + tag + "' is no language that is known; name one like sl, en-GB, de, hr, it or hu");
    }

    /** A country, an area of the world such as 419, or none. */
    private static boolean isPlace(String country) {
        return country.isEmpty() || country.length() == AREA || COUNTRIES.contains(country);
    }
}
