package org.odklep.user;

import java.util.random.RandomGenerator;
import org.odklep.kernel.Secret;

/**
 * Makes passwords that can be read out and typed: four groups of five letters, consonants and vowels in turn, the first
 * one capital, and two digits, such as {@code Bakor-tumiv-nezat-dovig-47}. Letters that are taken for others are left out.
 *
 * <p>Each group is one of 16 × 5 × 16 × 5 × 16 (16.6 bits), each digit one of 8, so there are 72 bits in all.
 */
public final class PasswordMaker {
    private static final String CONSONANTS = "bdfghjkmnprstvzc";
    private static final String VOWELS = "aeiou";
    private static final int GROUPS = 4;
    /** In code points, unless the rules ask for more. */
    static final int LENGTH = 26;

    private static final int GROUP_LETTERS = 5;
    /** A part of the owner's name may come about by chance, seldom twice in a row. */
    private static final int TRIES = 100;

    private final PasswordRules rules;
    private final RandomGenerator random;

    /** @param random of cryptographic quality */
    public PasswordMaker(PasswordRules rules, RandomGenerator random) {
        this.rules = rules;
        this.random = random;
    }

    /** A password that no rule refuses. */
    public Secret make(Profile owner) {
        for (int i = 0; i < TRIES; i++) {
            Secret password = Secret.of(text(groups()));
            if (rules.problems(password, owner).isEmpty()) {
                return password;
            }
        }
        throw new IllegalStateException("the password rules refuse every password that is made automatically");
    }

    /** As many as the least length needs. */
    private int groups() {
        int most = GROUP_LETTERS + 1;
        return Math.max(GROUPS, (rules.minLength() - 2 + most - 1) / most);
    }

    private String text(int groups) {
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < GROUP_LETTERS; i++) {
                text.append(letter(i % 2 == 0 ? CONSONANTS : VOWELS));
            }
            text.append('-');
        }
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return text.append(letter("23456789")).append(letter("23456789")).toString();
    }

    private char letter(String of) {
        return of.charAt(random.nextInt(of.length()));
    }
}
