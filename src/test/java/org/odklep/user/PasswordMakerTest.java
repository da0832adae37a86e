package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.directory.password.ZxcvbnStrength;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;
import org.odklep.user.PasswordRules.Settings;

class PasswordMakerTest {
    private static final Profile ANA = Profile.of(AccountName.of("ana@example.si"), "Ana Kos");
    private static final PasswordRules GENEROUS =
            new PasswordRules(Settings.DEFAULT, Set.of(), (password, words) -> PasswordStrength.BEST);
    private static final PasswordStrength ZXCVBN = new ZxcvbnStrength();

    /** Not even once does it need the second try that would hide it. */
    @Test
    void tenThousandPasswordsAreReadableAllDifferentAndNeverRefused() {
        PasswordRules strict = new PasswordRules(
                new Settings(PasswordMaker.LENGTH, PasswordStrength.BEST, Set.of()), ZxcvbnStrength.common(), ZXCVBN);
        PasswordMaker maker = new PasswordMaker(GENEROUS, new Random(7));
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            Secret password = maker.make(ANA);
            assertThat(strict.problems(password, ANA)).isEmpty();
            assertThat(password.reveal())
                    .matches("[A-Z][aeiou][a-z][aeiou][a-z](-[a-z][aeiou][a-z][aeiou][a-z]){3}-[2-9]{2}");
            made.add(password.reveal());
        }
        assertThat(made).hasSize(10_000);
    }

    @Test
    void theOwnersNameIsLeftOut() {
        Profile owner = Profile.of(AccountName.of("a@example.si"), "baba dada kaka mama tata zaza nana rara baka dama");
        PasswordMaker maker = new PasswordMaker(GENEROUS, new Random(7));
        for (int i = 0; i < 1000; i++) {
            assertThat(maker.make(owner).reveal().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("baba", "dama");
        }
    }

    @Test
    void rulesThatRefuseEverythingAreAFault() {
        PasswordRules rules = new PasswordRules(Settings.DEFAULT, Set.of(), (password, words) -> 0);
        assertThatThrownBy(() -> new PasswordMaker(rules, new Random(7)).make(ANA))
                .isInstanceOf(IllegalStateException.class);
    }
}
