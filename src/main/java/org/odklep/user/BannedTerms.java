package org.odklep.user;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Terms that make a password no better. As in the reference (Microsoft Entra password protection): digits and signs that
 * stand for letters are read as letters; a password within one edit of a term is refused; otherwise each term in it counts
 * as one point, each other character as one, and {@value #NEEDED} points are needed.
 */
final class BannedTerms {
    static final int NEEDED = 5;
    static final int SHORTEST = 4;
    static final int LONGEST = 16;

    /** A one is read as l, and once more as i. */
    private static final Map<Integer, Integer> LETTERS = Map.of(
            (int) '0', (int) 'o', (int) '$', (int) 's', (int) '@', (int) 'a', (int) '3', (int) 'e', (int) '5',
            (int) 's');

    private final Set<String> terms = new HashSet<>();
    /** By what is left of a term when one character is left out: two texts within one edit share one of these. */
    private final Map<String, Term> neighbours = new HashMap<>();

    /**
     * A banned term.
     *
     * @param read as it is compared
     * @param text as it was banned, which is what people know
     */
    private record Term(String read, String text) {}

    BannedTerms(Collection<String> banned) {
        for (String text : banned) {
            Term term = new Term(read(PasswordRules.fold(text), 'l'), text);
            terms.add(term.read);
            terms.add(read(PasswordRules.fold(text), 'i'));
            neighbours.putIfAbsent(term.read, term);
            for (int i = 0; i < term.read.length(); i++) {
                neighbours.putIfAbsent(without(term.read, i), term);
            }
        }
    }

    /** @throws IllegalArgumentException with a message for the user when a text cannot be banned */
    static void require(String text) {
        if (!isTerm(text)) {
            throw new IllegalArgumentException(
                    "a banned term has " + SHORTEST + " to " + LONGEST + " characters: '" + text + "'");
        }
    }

    static boolean isTerm(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= SHORTEST && length <= LONGEST;
    }

    /** Whether a part stands in a password, whichever way signs are read. */
    static boolean holds(String password, String part) {
        return password.contains(part) || readings(password).stream().anyMatch(text -> text.contains(part));
    }

    /** What is wrong with a password in lower case. */
    Optional<PasswordProblem> problem(String password) {
        Optional<String> near =
                readings(password).stream().flatMap(text -> near(text).stream()).findFirst();
        if (near.isPresent()) {
            return Optional.of(new PasswordProblem.Banned(near.get()));
        }
        int points = readings(password).stream().mapToInt(this::points).min().orElse(0);
        return points < NEEDED ? Optional.of(new PasswordProblem.TooFewPoints(points, NEEDED)) : Optional.empty();
    }

    /** The least points that any way of cutting a password into terms and other characters gives. */
    int points(String password) {
        int[] codePoints = password.codePoints().toArray();
        int[] least = new int[codePoints.length + 1];
        for (int end = 1; end <= codePoints.length; end++) {
            least[end] = least[end - 1] + 1;
            for (int length = SHORTEST; length <= Math.min(end, LONGEST); length++) {
                if (least[end - length] + 1 < least[end]
                        && terms.contains(new String(codePoints, end - length, length))) {
                    least[end] = least[end - length] + 1;
                }
            }
        }
        return least[codePoints.length];
    }

    private Optional<String> near(String password) {
        Term same = neighbours.get(password);
        if (same != null) {
            return Optional.of(same.text);
        }
        if (password.length() > LONGEST + 1) {
            return Optional.empty();
        }
        for (int i = 0; i < password.length(); i++) {
            Term term = neighbours.get(without(password, i));
            if (term != null && isWithinOneEdit(password, term.read)) {
                return Optional.of(term.text);
            }
        }
        return Optional.empty();
    }

    /** Sharing a text with one character left out is necessary, not enough: those characters may stand apart. */
    private static boolean isWithinOneEdit(String one, String other) {
        int begin = 0;
        int shorter = Math.min(one.length(), other.length());
        while (begin < shorter && one.charAt(begin) == other.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return Math.max(one.length(), other.length()) - begin - end <= 1;
    }

    private static String without(String text, int index) {
        return text.substring(0, index) + text.substring(index + 1);
    }

    private static Set<String> readings(String password) {
        return new HashSet<>(Arrays.asList(read(password, 'l'), read(password, 'i')));
    }

    private static String read(String text, char one) {
        return text.codePoints()
                .map(c -> c == '1' || c == '!' && one == 'i' ? one : LETTERS.getOrDefault(c, c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
