package org.odklep.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.kernel.Text;
import org.odklep.setting.Decisions;
import org.odklep.setting.SettingChange;
import org.odklep.setting.SettingProblem;

/** The password rules as administrators decided. */
public final class PasswordDecision {
    public static final String MIN_LENGTH = "passwords.minLength";
    public static final String MIN_SCORE = "passwords.minScore";
    public static final String BANNED_TERMS = "passwords.bannedTerms";

    /** In the order of the page. */
    public static final List<String> NAMES = List.of(MIN_LENGTH, MIN_SCORE, BANNED_TERMS);

    /** Longer ones would keep people from choosing any. */
    public static final int MOST_LEAST = 64;

    private final Decisions decisions;
    private volatile Known known = new Known(null, PasswordRules.Settings.DEFAULT);

    public PasswordDecision(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What holds now; the same object until something changes. */
    public PasswordRules.Settings current() {
        Map<String, String> decided = decisions.all();
        Known last = known;
        if (last.from != decided) {
            last = new Known(decided, settings(decided));
            known = last;
        }
        return last.settings;
    }

    /** Names the version that a change is about. */
    public String revision() {
        return decisions.revision(NAMES);
    }

    /** The value of a setting that holds now, as text; banned terms stand on lines of their own. */
    public String text(String name) {
        PasswordRules.Settings settings = current();
        return switch (name) {
            case MIN_LENGTH -> Integer.toString(settings.minLength());
            case MIN_SCORE -> Integer.toString(settings.minScore());
            case BANNED_TERMS -> settings.bannedTerms().stream().sorted().collect(Collectors.joining("\n"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Decides about all of them; a value is as {@link #text} writes it. */
    public SettingChange change(Map<String, String> typed, String revision, Actor actor, Instant now) {
        List<SettingProblem> problems = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        values.put(MIN_LENGTH, whole(MIN_LENGTH, typed, PasswordRules.Settings.LEAST, MOST_LEAST, problems));
        values.put(MIN_SCORE, whole(MIN_SCORE, typed, 0, PasswordStrength.BEST, problems));
        values.put(BANNED_TERMS, terms(typed.getOrDefault(BANNED_TERMS, ""), problems));
        return problems.isEmpty()
                ? decisions.decide("passwords", values, revision, actor, now)
                : new SettingChange.Invalid(problems);
    }

    private static String whole(
            String name, Map<String, String> typed, int least, int most, List<SettingProblem> problems) {
        String text = typed.getOrDefault(name, "").strip();
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            problems.add(new SettingProblem(name, text));
            return "";
        }
        return Integer.toString(Integer.parseInt(text));
    }

    private static String terms(String text, List<SettingProblem> problems) {
        Set<String> terms = new TreeSet<>();
        for (String line : text.split("[\\r\\n]+", -1)) {
            String term = line.strip().toLowerCase(Locale.ROOT);
            if (term.isEmpty()) {
                continue;
            }
            if (isTerm(term)) {
                terms.add(term);
            } else {
                problems.add(new SettingProblem(BANNED_TERMS, term));
            }
        }
        if (terms.size() > PasswordRules.Settings.MAX_TERMS) {
            problems.add(new SettingProblem(BANNED_TERMS, ""));
        }
        return String.join("\n", terms);
    }

    private static boolean isTerm(String term) {
        int length = term.codePointCount(0, term.length());
        return length >= BannedTerms.SHORTEST && length <= BannedTerms.LONGEST && !Text.hasInvisible(term);
    }

    private static PasswordRules.Settings settings(Map<String, String> decided) {
        PasswordRules.Settings standard = PasswordRules.Settings.DEFAULT;
        return new PasswordRules.Settings(
                Integer.parseInt(decided.getOrDefault(MIN_LENGTH, Integer.toString(standard.minLength()))),
                Integer.parseInt(decided.getOrDefault(MIN_SCORE, Integer.toString(standard.minScore()))),
                decided.getOrDefault(BANNED_TERMS, "")
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private record Known(@Nullable Map<String, String> from, PasswordRules.Settings settings) {}
}
