package org.odklep.directory.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.odklep.kernel.Secret;
import org.odklep.user.PasswordRules;
import org.odklep.user.PasswordStrength;

/** Estimates by zxcvbn: how many guesses somebody needs who knows words, names, keyboards, dates and habits. */
public final class ZxcvbnStrength implements PasswordStrength {
    /** Code points that are looked at, for the estimate's time grows faster than the text; more do not make it weaker. */
    private static final int MOST = 64;
    /** How many of the passwords that people use most are banned terms. */
    private static final int COMMON = 4000;

    private static final int SHORTEST = 4;
    private static final int LONGEST = 16;

    /** Years that people are born in, and the next ones. */
    private static final int FIRST_YEAR = 1930;

    private static final int LAST_YEAR = 2039;

    private final Zxcvbn zxcvbn = zxcvbn();

    private static Zxcvbn zxcvbn() {
        try {
            return new ZxcvbnBuilder()
                    .dictionaries(StandardDictionaries.loadAllDictionaries())
                    .dictionary(new Dictionary("slovene", SloveneWords.all()))
                    .keyboards(StandardKeyboards.loadAllKeyboards())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("the dictionaries of passwords cannot be read", e);
        }
    }

    /** A word that is written again adds nothing. */
    @Override
    public int score(Secret password, Collection<String> owner) {
        String text = password.reveal();
        int length = Math.min(MOST, text.codePointCount(0, text.length()));
        String looked = text.substring(0, text.offsetByCodePoints(0, length));
        List<String> words = List.copyOf(owner);
        String once = once(looked);
        int score = zxcvbn.measure(looked, words).getScore();
        return once.equals(looked)
                ? score
                : Math.min(score, zxcvbn.measure(once, words).getScore());
    }

    private static String once(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+", -1);
        Set<String> different = new LinkedHashSet<>(Arrays.asList(words));
        return different.size() == words.length ? text : String.join(" ", different);
    }

    /**
     * What everybody tries first, for {@link PasswordRules}: the most used passwords that zxcvbn's dictionary lists, Slovene
     * words and years.
     */
    public static Set<String> common() {
        try {
            Stream<String> most = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                    .filter(ZxcvbnStrength::isTerm)
                    .limit(COMMON);
            Stream<String> slovene = SloveneWords.all().stream().filter(ZxcvbnStrength::isTerm);
            Stream<String> years = IntStream.rangeClosed(FIRST_YEAR, LAST_YEAR).mapToObj(Integer::toString);
            return Stream.of(most, slovene, years).flatMap(each -> each).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("the dictionary of passwords cannot be read", e);
        }
    }

    private static boolean isTerm(String word) {
        return word.length() >= SHORTEST && word.length() <= LONGEST;
    }
}
