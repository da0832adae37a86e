package org.odklep.web.admin;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.web.admin.words.Words;

/**
 * The form of a user, as it was typed.
 *
 * @param values by field; what has several values has each on a line of its own
 */
record UserDraft(Map<String, String> values) {
    static final String NAME = "name";
    static final String DISPLAY_NAME = "displayName";
    static final String MAIL = "mail";
    static final String ALIASES = "aliases";
    static final String GROUPS = "groups";
    static final String LANGUAGE = "language";
    static final String RECOVERY = "recovery";

    /** Nothing yet. */
    static final UserDraft BLANK = new UserDraft(Map.of());

    UserDraft {
        values = Map.copyOf(values);
    }

    static UserDraft of(User user) {
        Profile profile = user.profile();
        return new UserDraft(Map.of(
                NAME, profile.name().value(),
                DISPLAY_NAME, profile.displayName(),
                MAIL, profile.mail().map(MailAddress::toString).orElse(""),
                ALIASES, joined(profile.aliases()),
                GROUPS, joined(profile.groups()),
                LANGUAGE, profile.preferredLanguage().orElse(""),
                RECOVERY, joined(profile.recoveryAddresses())));
    }

    String value(String field) {
        return values.getOrDefault(field, "");
    }

    /**
     * What it says.
     *
     * @param profile empty when something is wrong
     * @param problems what is, by field
     */
    record Read(Optional<Profile> profile, Map<String, String> problems) {}

    Read read(Words words) {
        return new Reading(words).read();
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
    }

    /** Reads every field, and notes what is wrong with each. */
    private final class Reading {
        private final Words words;
        private final Map<String, String> problems = new TreeMap<>();

        Reading(Words words) {
            this.words = words;
        }

        Read read() {
            Optional<Profile> plain = one(NAME, Reading::name).map(name -> Profile.of(name, "x"));
            // A name that stands for the one that is wrong, so that the other fields are looked at too.
            Profile base = plain.orElseGet(() -> Profile.of(AccountName.of("x@example.org"), "x"));
            Optional<Profile> all = Optional.of(base)
                    .flatMap(now -> change(DISPLAY_NAME, now, text -> now.withDisplayName(text)))
                    .flatMap(now -> filled(now));
            return new Read(problems.isEmpty() ? all : Optional.empty(), new LinkedHashMap<>(problems));
        }

        private Optional<Profile> filled(Profile base) {
            Optional<MailAddress> mail = blank(MAIL) ? Optional.empty() : one(MAIL, Reading::address);
            Set<AccountName> aliases = many(ALIASES, Reading::name);
            Set<String> groups = many(GROUPS, Profile::group);
            Set<MailAddress> recovery = many(RECOVERY, Reading::address);
            Profile now = base.withMail(mail);
            now = change(ALIASES, now, now::withAliases, aliases);
            now = change(GROUPS, now, now::withGroups, groups);
            now = change(RECOVERY, now, now::withRecoveryAddresses, recovery);
            Optional<String> language = Optional.of(value(LANGUAGE).strip()).filter(text -> !text.isEmpty());
            return Optional.of(change(LANGUAGE, now, now::withPreferredLanguage, language));
        }

        private Optional<Profile> change(String field, Profile before, Function<String, Profile> change) {
            return Optional.of(with(field, value(field), change).orElse(before));
        }

        private <T> Profile change(String field, Profile before, Function<T, Profile> change, T value) {
            return with(field, value, change).orElse(before);
        }

        private boolean blank(String field) {
            return value(field).isBlank();
        }

        private <T> Optional<T> one(String field, Function<String, T> parse) {
            return with(field, value(field).strip(), parse);
        }

        private <T> Set<T> many(String field, Function<String, T> parse) {
            Set<T> all = new LinkedHashSet<>();
            List<String> lines = value(field).lines().map(String::strip).toList();
            for (String line : lines) {
                if (!line.isEmpty()) {
                    with(field, line, parse).ifPresent(all::add);
                }
            }
            return all;
        }

        private <T, R> Optional<R> with(String field, T value, Function<T, R> make) {
            try {
                return Optional.of(make.apply(value));
            } catch (IllegalArgumentException e) {
                String wrong = value instanceof String text ? text : "";
                problems.putIfAbsent(field, words.say(wrong.isEmpty() ? empty(field) : wrong(field), wrong));
                return Optional.empty();
            }
        }

        private static String empty(String field) {
            return "userForm.empty." + field;
        }

        private static String wrong(String field) {
            return "userForm.wrong." + field;
        }

        /** One that a user can have. */
        private static AccountName name(String text) {
            return Profile.of(AccountName.of(text), "x").name();
        }

        private static MailAddress address(String text) {
            return MailAddress.parse(text)
                    .filter(address -> address.domain().isPresent())
                    .orElseThrow(() -> new IllegalArgumentException("no address"));
        }
    }
}
