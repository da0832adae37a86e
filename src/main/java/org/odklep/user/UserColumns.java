package org.odklep.user;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;

/** The columns of tables of users. A cell of several values has a semicolon between them. */
public final class UserColumns {
    public static final String NAME = "userPrincipalName";
    public static final String DISPLAY_NAME = "displayName";
    public static final String MAIL = "mail";
    public static final String ALIASES = "aliases";
    public static final String GROUPS = "groups";
    public static final String LANGUAGE = "preferredLanguage";
    public static final String RECOVERY = "recoveryAddresses";
    public static final String ROLES = "roles";
    public static final String ENABLED = "accountEnabled";
    public static final String PASSWORD = "password";
    public static final String PASSWORD_HASH = "passwordHash";

    /** What a table may have that is imported; those that are exported too come back as they were. */
    public static final List<String> IMPORTED = List.of(
            NAME, DISPLAY_NAME, MAIL, ALIASES, GROUPS, LANGUAGE, RECOVERY, ROLES, ENABLED, PASSWORD, PASSWORD_HASH);

    /** What a table has that is exported: never a password, in whatever form. */
    public static final List<String> EXPORTED =
            List.of(NAME, DISPLAY_NAME, MAIL, ALIASES, GROUPS, LANGUAGE, RECOVERY, ROLES, ENABLED);

    private static final String BETWEEN = ";";

    private UserColumns() {}

    /** The cells of a user, as {@link #EXPORTED} names them. */
    public static List<String> cells(User user) {
        Profile profile = user.profile();
        return List.of(
                profile.name().value(),
                profile.displayName(),
                profile.mail().map(MailAddress::toString).orElse(""),
                joined(profile.aliases()),
                joined(profile.groups()),
                profile.preferredLanguage().orElse(""),
                joined(profile.recoveryAddresses()),
                user.sortedRoles().stream().map(Role::key).collect(Collectors.joining(BETWEEN)),
                Boolean.toString(user.isEnabled()));
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(BETWEEN));
    }

    /** Reads the cells of one line, and notes what is wrong with each. */
    static final class Reading {
        private final Map<String, String> cells;
        private final Map<String, String> problems = new LinkedHashMap<>();

        Reading(Map<String, String> cells) {
            this.cells = cells;
        }

        Map<String, String> problems() {
            return problems;
        }

        void refuse(String column, String problem) {
            problems.putIfAbsent(column, problem);
        }

        /** The cell without blanks around; empty without any such column. */
        String text(String column) {
            return cells.getOrDefault(column, "").strip();
        }

        /** The password as it is typed: its blanks count. */
        String exact(String column) {
            return cells.getOrDefault(column, "");
        }

        Optional<Profile> profile() {
            Optional<AccountName> name = one(NAME, AccountName::of);
            Optional<MailAddress> mail = text(MAIL).isEmpty() ? Optional.empty() : one(MAIL, Reading::address);
            Optional<String> language = Optional.of(text(LANGUAGE)).filter(text -> !text.isEmpty());
            Set<AccountName> aliases = many(ALIASES, AccountName::of);
            Set<String> groups = many(GROUPS, Profile::group);
            Set<MailAddress> recovery = many(RECOVERY, Reading::address);
            if (!problems.isEmpty() || name.isEmpty()) {
                return Optional.empty();
            }
            String shown = text(DISPLAY_NAME).isEmpty() ? name.get().value() : text(DISPLAY_NAME);
            Optional<Profile> plain = with(NAME, () -> Profile.of(name.get(), "x"))
                    .flatMap(profile -> with(DISPLAY_NAME, () -> profile.withDisplayName(shown)))
                    .flatMap(profile -> with(ALIASES, () -> profile.withAliases(aliases)))
                    .flatMap(profile -> with(GROUPS, () -> profile.withGroups(groups)))
                    .flatMap(profile ->
                            with(LANGUAGE, () -> profile.withPreferredLanguage(language.map(Languages::known))));
            return plain.flatMap(profile -> with(RECOVERY, () -> profile.withRecoveryAddresses(recovery)))
                    .map(profile -> profile.withMail(mail));
        }

        Set<Role> roles() {
            return many(
                    ROLES,
                    key -> Role.byKey(key)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "there is no role '" + key + "'; there are " + known())));
        }

        boolean isEnabled() {
            return switch (text(ENABLED).toLowerCase(Locale.ROOT)) {
                case "", "true" -> true;
                case "false" -> false;
                default -> {
                    refuse(ENABLED, "write true or false");
                    yield true;
                }
            };
        }

        private <T> Optional<T> one(String column, Function<String, T> parse) {
            return with(column, () -> parse.apply(text(column)));
        }

        private <T> Set<T> many(String column, Function<String, T> parse) {
            Set<T> values = new LinkedHashSet<>();
            for (String text : text(column).split(BETWEEN, -1)) {
                if (!text.isBlank()) {
                    with(column, () -> parse.apply(text.strip())).ifPresent(values::add);
                }
            }
            return values;
        }

        private <T> Optional<T> with(String column, Supplier<T> make) {
            try {
                return Optional.of(make.get());
            } catch (IllegalArgumentException e) {
                refuse(column, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private static MailAddress address(String text) {
            return MailAddress.parse(text)
                    .filter(address -> address.domain().isPresent())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is no mail address; write one like name@example.org"));
        }

        private static String known() {
            List<String> keys = new ArrayList<>();
            for (Role role : Role.values()) {
                keys.add(role.key());
            }
            return String.join(", ", keys);
        }
    }
}
