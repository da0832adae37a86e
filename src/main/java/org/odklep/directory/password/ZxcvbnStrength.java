package org.odklep.directory.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final Zxcvbn zxcvbn = new Zxcvbn();

    @Override
    public int score(Secret password, Collection<String> owner) {
        String text = password.reveal();
        int length = Math.min(MOST, text.codePointCount(0, text.length()));
        return zxcvbn.measure(text.substring(0, text.offsetByCodePoints(0, length)), List.copyOf(owner))
                .getScore();
    }

    /** What everybody tries first, for {@link PasswordRules}: the most used passwords that zxcvbn's dictionary lists. */
    public static Set<String> common() {
        try {
            return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                    .filter(word -> word.length() >= SHORTEST && word.length() <= LONGEST)
                    .limit(COMMON)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("the dictionary of passwords cannot be read", e);
        }
    }
}
