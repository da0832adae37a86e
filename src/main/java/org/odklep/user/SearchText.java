package org.odklep.user;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Text;
import org.odklep.user.UserQuery.Match;

/**
 * One text for each user in which everything is found that a query may ask for, so that one index over parts of texts
 * answers every query.
 *
 * <p>It is made of words: those of the display name, the name, the mail address and the aliases, each after two
 * characters U+0001, so that a beginning of even one letter has the three characters that an index of trigrams needs.
 * U+0004 ends the name. What a user is (blocked, an auditor, in a group) stands at the end, between control characters
 * that no query's text can hold. For groups and domains, parts of whose names are common to all, there is a key besides:
 * three characters that nearly always mean one of them, so that an index finds it as fast as anything else.
 */
public final class SearchText {
    private static final String WORD = "\u0001\u0001";
    private static final char STATE = '\u0002';
    private static final char GROUP = '\u0003';
    private static final char END_OF_NAME = '\u0004';
    private static final char KEY = '\u0005';
    /** Keys are written in Chinese characters, of which there are so many, from this one on. */
    private static final char FIRST_KEY = '\u4e00';

    private static final int KEYS = 20_992;
    private static final int SHORTEST_PART = 3;
    private static final int MAX_ORDER = 256;

    private SearchText() {}

    /** What a query's text means: NFKC, lower case, words with one blank between, nothing invisible. */
    public static String normalise(String text) {
        String plain = Normalizer.normalize(Text.storable(text), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ");
        return Normalizer.normalize(plain.strip(), Normalizer.Form.NFKC);
    }

    /**
     * What display names are ordered by: bytewise, letters with marks after the same letters without, which is the order
     * of the Slovene alphabet. At most {@value #MAX_ORDER} characters, for not every index takes more.
     */
    public static String order(String displayName) {
        String order = Normalizer.normalize(normalise(displayName), Normalizer.Form.NFKD);
        return order.codePointCount(0, order.length()) <= MAX_ORDER
                ? order
                : order.substring(0, order.offsetByCodePoints(0, MAX_ORDER));
    }

    /** The text in which {@link #terms} of a query are found when it means this user. */
    public static String of(User user) {
        StringBuilder text = new StringBuilder();
        words(text, normalise(user.displayName()));
        name(text, user.name());
        user.profile().mail().ifPresent(mail -> words(text, normalise(mail.toString())));
        user.profile().aliases().stream().sorted().forEach(alias -> words(text, alias.value()));
        state(text, 'e', user.isEnabled());
        state(text, 'm', user.password().mustChange());
        state(text, 'n', user.times().lastSignIn().isEmpty());
        user.sortedRoles().forEach(role -> text.append(role(role)));
        user.profile().groups().stream()
                .sorted()
                .forEach(group ->
                        text.append(group(group).key()).append(group(group).text()));
        user.name().domain().ifPresent(domain -> text.append(endOf(domain).key()));
        return text.toString();
    }

    /**
     * A part of a user's text.
     *
     * @param text what has to stand there
     * @param key what stands there too when that does, and is faster to find; often the text itself
     */
    public record Term(String text, String key) {
        /** Whether the key alone does not tell. */
        public boolean isKeyed() {
            return !key.equals(text);
        }
    }

    /** What a user's text has to hold, besides what {@link UserFilter#names} says: of each list at least one. */
    public static List<List<Term>> terms(UserQuery query) {
        List<List<Term>> terms = new ArrayList<>();
        if (!query.text().isEmpty()) {
            String words = query.text().replace(" ", WORD);
            boolean atBeginning =
                    query.match() == Match.BEGINNING || words.codePointCount(0, words.length()) < SHORTEST_PART;
            terms.add(List.of(plain(atBeginning ? beginning(words) : words)));
        }
        UserFilter filter = query.filter();
        filter.enabled().ifPresent(wanted -> terms.add(List.of(plain(state('e', wanted)))));
        filter.mustChange().ifPresent(wanted -> terms.add(List.of(plain(state('m', wanted)))));
        filter.neverSignedIn().ifPresent(wanted -> terms.add(List.of(plain(state('n', wanted)))));
        if (!filter.roles().isEmpty()) {
            terms.add(filter.roles().stream()
                    .sorted()
                    .map(role -> plain(role(role)))
                    .toList());
        }
        filter.group().ifPresent(group -> terms.add(List.of(group(group))));
        if (!filter.domains().isEmpty()) {
            terms.add(filter.domains().stream().sorted().map(SearchText::endOf).toList());
        }
        return terms;
    }

    /** One of the two characters is enough for a word of two letters: fewer users have the three of an index in common. */
    private static String beginning(String words) {
        return words.codePointCount(0, words.length()) < 2 ? WORD + words : WORD.charAt(0) + words;
    }

    private static void words(StringBuilder text, String value) {
        text.append(WORD).append(value.replace(" ", WORD));
    }

    /** With a domain beyond ASCII the name stands twice, for it is found by either form. */
    private static void name(StringBuilder text, AccountName name) {
        String local = name.value().substring(0, name.value().lastIndexOf('@'));
        String ascii = name.domain().map(domain -> local + "@" + domain).orElse(name.value());
        if (!ascii.equals(name.value())) {
            words(text, name.value());
        }
        words(text, ascii);
        text.append(END_OF_NAME);
    }

    private static void state(StringBuilder text, char what, boolean value) {
        text.append(state(what, value));
    }

    private static String state(char what, boolean value) {
        return "" + STATE + what + (value ? '1' : '0');
    }

    private static String role(Role role) {
        return "" + STATE + 'r' + role.key() + STATE;
    }

    private static Term group(String group) {
        return keyed(GROUP + group + GROUP);
    }

    private static Term endOf(MailDomain domain) {
        return keyed("@" + domain.value() + END_OF_NAME);
    }

    private static Term plain(String text) {
        return new Term(text, text);
    }

    /** Two texts may share a key, by chance or malice: the text decides. */
    private static Term keyed(String text) {
        long hash = text.chars().asLongStream().reduce(17, (sum, c) -> sum * 1_000_003 + c);
        int number = Math.floorMod(hash ^ (hash >>> 32), KEYS * KEYS);
        return new Term(text, "" + KEY + (char) (FIRST_KEY + number / KEYS) + (char) (FIRST_KEY + number % KEYS));
    }
}
