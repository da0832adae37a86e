package org.odklep.user;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.odklep.account.Role;

/** What the audit log says of a user: everything but hashes. */
final class UserWords {
    private UserWords() {}

    /** Everything that is not empty. */
    static String of(User user) {
        Map<String, String> facts = facts(user);
        facts.values().removeIf(String::isEmpty);
        return text(facts);
    }

    /** What of one user is not so in the other. */
    static String difference(User of, User from) {
        Map<String, String> facts = facts(of);
        facts.entrySet().removeAll(facts(from).entrySet());
        return text(facts);
    }

    private static Map<String, String> facts(User user) {
        Profile profile = user.profile();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("userPrincipalName", profile.name().value());
        facts.put("displayName", profile.displayName());
        facts.put("mail", profile.mail().map(Object::toString).orElse(""));
        facts.put("aliases", list(profile.aliases()));
        facts.put("groups", list(profile.groups()));
        facts.put("preferredLanguage", profile.preferredLanguage().orElse(""));
        facts.put("recoveryAddresses", list(profile.recoveryAddresses()));
        facts.put("roles", user.sortedRoles().stream().map(Role::key).collect(Collectors.joining(", ")));
        facts.put("accountEnabled", Boolean.toString(user.isEnabled()));
        facts.put(
                "passwordChanged",
                user.password()
                        .hash()
                        .map(hash -> user.password().changedAt().toString())
                        .orElse("no password"));
        facts.put("passwordHash", kind(user.password().hash()));
        facts.put("mustChangePassword", Boolean.toString(user.password().mustChange()));
        facts.put("sessionsValidFrom", user.times().sessionsValidFrom().toString());
        return facts;
    }

    /** The kind of a hash stands before its parameters: {@code argon2id}, {@code {SSHA}}, {@code 6}. */
    private static String kind(Optional<String> hash) {
        return hash.map(text -> text.startsWith("{")
                        ? text.substring(0, text.indexOf('}') + 1)
                        : text.split("\\$", 3).length == 3 ? text.split("\\$", 3)[1] : "other")
                .orElse("");
    }

    private static String list(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String text(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + (fact.getValue().isEmpty() ? "none" : fact.getValue()))
                .collect(Collectors.joining("; "));
    }
}
