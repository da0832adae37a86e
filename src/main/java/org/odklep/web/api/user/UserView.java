package org.odklep.web.api.user;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Role;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.Secret;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.ListOptions;

/** A user on the wire: the properties of Graph's {@code user} that we know, and some of our own. */
final class UserView {
    /** What Graph shows and this directory knows nothing of: asking for it is no mistake. */
    private static final Set<String> UNKNOWN_HERE =
            Set.of("businessPhones", "givenName", "jobTitle", "mobilePhone", "officeLocation", "surname", "department");

    private static final Map<String, Function<User, @Nullable Object>> PROPERTIES = properties();

    private UserView() {}

    /**
     * Why sign-in is blocked.
     *
     * @param by an administrator, or {@code token:} and a name
     */
    record Block(String reason, String by, Instant sinceDateTime) {
        static Block of(SignInBlock block) {
            return new Block(block.reason().text(), block.by(), block.since());
        }
    }

    /** @param password a made one, in the answer to whoever added the user, and never again */
    record PasswordProfile(@Nullable String password, boolean forceChangePasswordNextSignIn) {
        @Override
        public String toString() {
            return "PasswordProfile[]";
        }
    }

    record SignInActivity(@Nullable Instant lastSignInDateTime) {}

    /** What a list of names in {@code $select} asks for; nothing for everything. */
    static Set<String> selected(ListOptions options) {
        Set<String> names = new TreeSet<>();
        for (String name : options.value(ListOptions.SELECT).orElse("").split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        List<String> unknown = names.stream()
                .filter(name -> !PROPERTIES.containsKey(name) && !UNKNOWN_HERE.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw GraphError.invalid(
                    ListOptions.SELECT,
                    "there is no " + String.join(", ", unknown) + "; there are "
                            + String.join(", ", PROPERTIES.keySet()));
        }
        return names;
    }

    /** @param selected see {@link #selected} */
    static Map<String, @Nullable Object> of(User user, Set<String> selected) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        PROPERTIES.forEach((name, value) -> {
            if (selected.isEmpty() || selected.contains(name) || name.equals("id")) {
                view.put(name, value.apply(user));
            }
        });
        selected.stream().filter(UNKNOWN_HERE::contains).forEach(name -> view.put(name, null));
        return view;
    }

    /** With the made password, if there is one. */
    static Map<String, @Nullable Object> of(User user, Optional<Secret> made) {
        Map<String, @Nullable Object> view = of(user, Set.of());
        made.ifPresent(password -> view.put(
                "passwordProfile",
                new PasswordProfile(password.reveal(), user.password().mustChange())));
        return view;
    }

    private static Map<String, Function<User, @Nullable Object>> properties() {
        Map<String, Function<User, @Nullable Object>> properties = new LinkedHashMap<>();
        properties.put("id", User::id);
        properties.put("userPrincipalName", user -> user.name().value());
        properties.put("displayName", User::displayName);
        properties.put(
                "mail", user -> user.profile().mail().map(MailAddress::toString).orElse(null));
        properties.put("aliases", user -> sorted(user.profile().aliases()));
        properties.put("groups", user -> sorted(user.profile().groups()));
        properties.put(
                "roles", user -> user.sortedRoles().stream().map(Role::key).toList());
        properties.put(
                "preferredLanguage", user -> user.profile().preferredLanguage().orElse(null));
        properties.put("otherMails", user -> sorted(user.profile().recoveryAddresses()));
        properties.put("accountEnabled", User::isEnabled);
        properties.put("signInBlock", user -> user.block().map(Block::of).orElse(null));
        properties.put("createdDateTime", user -> user.times().createdAt());
        properties.put("lastPasswordChangeDateTime", user -> user.password().changedAt());
        properties.put(
                "passwordProfile",
                user -> new PasswordProfile(null, user.password().mustChange()));
        properties.put("signInSessionsValidFromDateTime", user -> user.times().sessionsValidFrom());
        properties.put(
                "signInActivity",
                user -> new SignInActivity(user.times().lastSignIn().orElse(null)));
        return properties;
    }

    private static List<String> sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }
}
