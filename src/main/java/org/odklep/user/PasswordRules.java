package org.odklep.user;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.odklep.account.Passwords;
import org.odklep.kernel.Secret;

/**
 * What a password may be. Any Unicode is welcome; passwords are looked at in NFKC, the form in which they are compared.
 * Everything that is wrong is said at once, except that nothing else is looked at when the length is.
 */
public final class PasswordRules {
    private static final int LEAST_NAME_PART = 4;

    private final Supplier<Settings> decided;
    private final Set<String> common;
    private final PasswordStrength strength;
    private volatile Ready ready;

    /** @param common terms that everybody tries first, beside those of the settings */
    public PasswordRules(Settings settings, Collection<String> common, PasswordStrength strength) {
        this(() -> settings, common, strength);
    }

    /** @param decided the settings as of now; the same object until they change */
    public PasswordRules(Supplier<Settings> decided, Collection<String> common, PasswordStrength strength) {
        this.decided = decided;
        this.strength = strength;
        this.common = Set.copyOf(common);
        this.ready = ready(decided.get());
    }

    /** Settings, and their banned terms ready to be looked for. */
    private record Ready(Settings settings, BannedTerms banned) {}

    private Ready ready(Settings settings) {
        Set<String> all = new TreeSet<>(common);
        all.addAll(settings.bannedTerms());
        return new Ready(settings, new BannedTerms(all));
    }

    private Ready ready() {
        Settings now = decided.get();
        Ready last = ready;
        if (!last.settings.equals(now)) {
            last = ready(now);
            ready = last;
        }
        return last;
    }

    /** The least length of a password now, in code points. */
    public int minLength() {
        return decided.get().minLength();
    }

    /**
     * What an organisation decides.
     *
     * @param minLength in code points, {@value #LEAST} to {@link Passwords#MAX_LENGTH}
     * @param minScore see {@link PasswordStrength#score}; 0 for no such rule
     * @param bannedTerms the organisation's own, of 4 to 16 characters, at most {@value #MAX_TERMS}
     */
    public record Settings(int minLength, int minScore, Set<String> bannedTerms) {
        public static final int LEAST = 8;
        public static final int MAX_TERMS = 1000;
        public static final Settings DEFAULT = new Settings(Passwords.MIN_LENGTH, 3, Set.of());

        public Settings {
            if (minLength < LEAST || minLength > Passwords.MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "the least length of passwords is " + LEAST + " to " + Passwords.MAX_LENGTH);
            }
            if (minScore < 0 || minScore > PasswordStrength.BEST) {
                throw new IllegalArgumentException("the least score is 0 to " + PasswordStrength.BEST);
            }
            if (bannedTerms.size() > MAX_TERMS) {
                throw new IllegalArgumentException("there may be " + MAX_TERMS + " banned terms at most");
            }
            bannedTerms.forEach(BannedTerms::require);
            bannedTerms = Set.copyOf(bannedTerms);
        }
    }

    /**
     * Which rules refuse a password; none for one that is good.
     *
     * @param owner who is going to have it
     */
    public List<PasswordProblem> problems(Secret password, Profile owner) {
        Ready now = ready();
        Settings settings = now.settings;
        int length = Passwords.length(password);
        if (length < settings.minLength()) {
            return List.of(new PasswordProblem.TooShort(settings.minLength()));
        }
        if (length > Passwords.MAX_LENGTH) {
            return List.of(new PasswordProblem.TooLong(Passwords.MAX_LENGTH));
        }
        List<PasswordProblem> problems = new ArrayList<>();
        String folded = fold(password.reveal());
        Set<String> parts = nameParts(owner);
        parts.stream()
                .filter(part -> part.length() >= LEAST_NAME_PART && BannedTerms.holds(folded, part))
                .findFirst()
                .ifPresent(part -> problems.add(new PasswordProblem.HoldsName(part)));
        now.banned.problem(folded).ifPresent(problems::add);
        int score = strength.score(password, parts);
        if (score < settings.minScore()) {
            problems.add(new PasswordProblem.TooEasy(score, settings.minScore()));
        }
        return problems;
    }

    /** Words of the display name, and what stands between the marks of names and addresses. */
    static Set<String> nameParts(Profile owner) {
        Set<String> parts = new TreeSet<>();
        addParts(parts, owner.displayName());
        owner.names().forEach(name -> addParts(parts, name.value()));
        owner.mail().ifPresent(mail -> addParts(parts, mail.toString()));
        return parts;
    }

    private static void addParts(Set<String> parts, String text) {
        for (String part : fold(text).split("[^\\p{L}\\p{M}\\p{N}]+", -1)) {
            if (part.codePointCount(0, part.length()) >= LEAST_NAME_PART) {
                parts.add(part);
            }
        }
    }

    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
