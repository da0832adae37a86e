package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.odklep.directory.password.ZxcvbnStrength;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;
import org.odklep.user.PasswordRules.Settings;

class PasswordRulesTest {
    private static final Profile ANA = Profile.of(AccountName.of("ana.novak@example.si"), "Ana Marija Novak");
    private static final PasswordStrength ZXCVBN = new ZxcvbnStrength();
    private static final PasswordStrength GENEROUS = (password, owner) -> PasswordStrength.BEST;
    private static final PasswordRules RULES = new PasswordRules(Settings.DEFAULT, ZxcvbnStrength.common(), ZXCVBN);

    @Test
    void theExamplesOfTheReferenceScoreAsItSays() {
        BannedTerms banned = new BannedTerms(Set.of("contoso", "blank"));

        assertThat(problems(contoso(), "C0ntos0Blank12")).containsExactly(new PasswordProblem.TooFewPoints(4, 5));
        assertThat(problems(contoso(), "ContoS0Bl@nkf9!")).isEmpty();
        assertThat(banned.points("contosoblankf9!")).isEqualTo(5);
    }

    @Test
    void whatPeopleInSloveniaTryFirstIsRefused() {
        for (String weak : List.of(
                "Geslo123456!",
                "MojeGeslo2026",
                "dobrodosel123",
                "skrivnost1234",
                "Slovenija1991",
                "poletje2026!!",
                "Triglav2864!",
                "ljubljana ljubljana",
                "geslo geslo geslo",
                "čebelica čebelica",
                "zvrgola zvrgola",
                "password1234")) {
            assertThat(problems(RULES, weak)).as(weak).isNotEmpty();
        }
        assertThat(problems(RULES, "kvadratni lonec v gozdu")).isEmpty();
    }

    @Test
    void theNameAndTheDomainsOfTheOrganisationAreBannedAsTheyAreNow() {
        AtomicReference<Set<String>> own = new AtomicReference<>(Set.of());
        PasswordRules rules = new PasswordRules(() -> new Settings(8, 0, Set.of()), Set.of(), own::get, GENEROUS);
        assertThat(problems(rules, "Zavrtnica Zavrtnica")).isEmpty();

        own.set(Set.of("Občina Zavrtnica", "kolodvor"));

        assertThat(problems(rules, "Zavrtnica Zavrtnica")).containsExactly(new PasswordProblem.TooFewPoints(3, 5));
        assertThat(problems(rules, "kolodvor")).containsExactly(new PasswordProblem.Banned("kolodvor"));
    }

    @Test
    void namesOfOneWhoIsNoUserAreRefused() {
        assertThat(RULES.problems(Secret.of("kvadratni skrbnica lonec"), List.of("skrbnica@example.si")))
                .contains(new PasswordProblem.HoldsName("skrbnica"));
    }

    @Test
    void whatIsOneEditFromABannedTermIsRefused() {
        PasswordRules rules = new PasswordRules(new Settings(8, 0, Set.of("mesto-kranj")), Set.of(), GENEROUS);
        PasswordProblem banned = new PasswordProblem.Banned("mesto-kranj");

        for (String near : List.of(
                "mesto-kranj",
                "Mesto-Kranj",
                "m3st0-kr@nj",
                "mesto-krana",
                "mesto-kran",
                "mesto-kranjj",
                "xmesto-kranj",
                "mest-kranj",
                "mesto_kranj",
                "\uFF2Desto-kranj")) {
            assertThat(problems(rules, near)).as(near).containsExactly(banned);
        }
        assertThat(problems(rules, "esto-kranjx")).isEmpty();
        assertThat(problems(rules, "mesto-kr-anj-")).isEmpty();
    }

    @Test
    void aTermIsNamedAsItWasBanned() {
        PasswordRules rules = new PasswordRules(new Settings(8, 0, Set.of("Vrt1c-K0per")), Set.of(), GENEROUS);

        assertThat(problems(rules, "vrtlc-koper1")).containsExactly(new PasswordProblem.Banned("Vrt1c-K0per"));
    }

    @Test
    void aOneIsReadAsEitherLetter() {
        PasswordRules rules =
                new PasswordRules(new Settings(8, 0, Set.of("blatnica", "sinjorina")), Set.of(), GENEROUS);

        assertThat(problems(rules, "b1atnica")).containsExactly(new PasswordProblem.Banned("blatnica"));
        assertThat(problems(rules, "s1njorin@")).containsExactly(new PasswordProblem.Banned("sinjorina"));
    }

    @Test
    void partsOfTheOwnersNameAreRefused() {
        assertThat(problems(RULES, "kvadratni-N0vak-v-gozdu")).contains(new PasswordProblem.HoldsName("novak"));
        assertThat(problems(RULES, "kvadratni-marija-v-gozdu")).contains(new PasswordProblem.HoldsName("marija"));
        assertThat(problems(RULES, "kvadratni-panamski-gozd")).isEmpty();
    }

    @Test
    void theLengthCountsCharactersNotBytes() {
        assertThat(problems(RULES, "kratko")).containsExactly(new PasswordProblem.TooShort(12));
        assertThat(problems(RULES, "\ud83d\udd13".repeat(11))).containsExactly(new PasswordProblem.TooShort(12));
        assertThat(problems(RULES, "x".repeat(257))).containsExactly(new PasswordProblem.TooLong(256));
        assertThat(problems(RULES, "čmrlj žuželka šuma \ud83d\udc1d ob potoku")).isEmpty();
        assertThat(problems(RULES, "kolo ob jezeru in megla ".repeat(10) + "sedemnajst žab"))
                .isEmpty();
    }

    @Test
    void whatIsEasyToGuessIsRefused() {
        assertThat(problems(RULES, "qwertzuiopasdf")).isNotEmpty();
        assertThat(problems(RULES, "aaaaaaaaaaaaaaaa")).isNotEmpty();
        assertThat(problems(RULES, "Password123!")).isNotEmpty();
        assertThat(problems(RULES, "iloveyou2026")).isNotEmpty();
    }

    @Test
    void everyRuleSaysWhatToDo() {
        for (PasswordProblem problem : List.of(
                new PasswordProblem.TooShort(12),
                new PasswordProblem.TooLong(256),
                new PasswordProblem.Banned("geslo"),
                new PasswordProblem.HoldsName("novak"),
                new PasswordProblem.TooFewPoints(4, 5),
                new PasswordProblem.TooEasy(1, 3),
                new PasswordProblem.SameAsBefore())) {
            assertThat(problem.words()).startsWith("It ").contains(":").endsWith(".");
        }
    }

    @Test
    void aMegabyteIsAnsweredInAMoment() {
        List<String> hostile = List.of(
                "x".repeat(1_000_000),
                "a" + "\u0301\u0316".repeat(500_000),
                "\ufdfa".repeat(1_000_000),
                "\ufdfa".repeat(1024),
                "a" + "\u0301\u0316".repeat(511));
        hostile.forEach(text -> problems(RULES, text));
        for (String text : hostile) {
            long begin = System.nanoTime();
            assertThat(problems(RULES, text)).hasOnlyElementsOfType(PasswordProblem.TooLong.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(50));
        }
    }

    @Test
    void noPasswordThatIsShortEnoughTakesLong() {
        List<String> hostile = List.of(
                "@4831!05$7+".repeat(24),
                "1q2w3e4r5t6z".repeat(21),
                "ab".repeat(128),
                "19991231".repeat(32),
                "p@$$w0rd".repeat(32),
                "\ud83d\udd13".repeat(256));
        hostile.forEach(text -> problems(RULES, text));
        for (String text : hostile) {
            long begin = System.nanoTime();
            problems(RULES, text);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(text).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Settings(7, 3, Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settings(12, 5, Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settings(12, 3, Set.of("abc"))).hasMessageContaining("4 to 16");
    }

    private static PasswordRules contoso() {
        return new PasswordRules(new Settings(8, 0, Set.of("contoso", "blank")), Set.of(), GENEROUS);
    }

    private static List<PasswordProblem> problems(PasswordRules rules, String password) {
        return rules.problems(Secret.of(password), ANA);
    }
}
