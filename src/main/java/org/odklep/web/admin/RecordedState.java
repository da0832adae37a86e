package org.odklep.web.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.odklep.account.Role;
import org.odklep.web.admin.words.Words;

/** What the audit log says that something was before or after: fields, roles and times that we know, in the reader's words. */
final class RecordedState {
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final Pattern TOKEN = Pattern.compile("([a-zA-Z]+)(?: of (.+?))? until ([^ ,]+), id (\\S+)");
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("userPrincipalName", "user.fact.name"),
            Map.entry("displayName", "case.displayName"),
            Map.entry("mail", "user.fact.mail"),
            Map.entry("aliases", "user.fact.aliases"),
            Map.entry("groups", "user.fact.groups"),
            Map.entry("preferredLanguage", "user.fact.language"),
            Map.entry("recoveryAddresses", "user.fact.recovery"),
            Map.entry("roles", "users.roles"),
            Map.entry("accountEnabled", "audit.field.accountEnabled"),
            Map.entry("passwordChanged", "audit.field.passwordChanged"),
            Map.entry("passwordHash", "audit.field.passwordHash"),
            Map.entry("mustChangePassword", "audit.field.mustChangePassword"),
            Map.entry("sessionsValidFrom", "audit.field.sessionsValidFrom"));

    private RecordedState() {}

    static String say(String text, Words words) {
        Matcher token = TOKEN.matcher(text);
        if (token.matches()) {
            return token(token.toMatchResult(), words);
        }
        return Arrays.stream(text.split("; ", -1))
                .map(part -> part(part, words))
                .collect(Collectors.joining("; "));
    }

    private static String token(MatchResult token, Words words) {
        String role = value("roles", token.group(1), words);
        String scope =
                token.group(2) == null ? role : role + " (" + token.group(2).replace(" and ", ", ") + ")";
        return words.say("audit.token", scope, times(token.group(3), words), token.group(4));
    }

    private static String part(String part, Words words) {
        int colon = part.indexOf(": ");
        String label = colon < 0 ? null : FIELDS.get(part.substring(0, colon));
        if (label == null) {
            return times(Role.byKey(part).isPresent() ? value("roles", part, words) : part, words);
        }
        return words.say(label) + ": " + value(part.substring(0, colon), part.substring(colon + 2), words);
    }

    private static String value(String field, String value, Words words) {
        return switch (value) {
            case "true" -> words.say("audit.value.yes");
            case "false" -> words.say("audit.value.no");
            case "none", "no password" -> words.say("audit.value.none");
            default ->
                switch (field) {
                    case "roles" ->
                        Arrays.stream(value.split(", ", -1))
                                .map(role -> Role.byKey(role).isPresent() ? words.say("role." + role) : role)
                                .collect(Collectors.joining(", "));
                    case "preferredLanguage" -> words.language(value);
                    default -> times(value, words);
                };
        };
    }

    private static String times(String text, Words words) {
        return TIME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(time(found.group(), words)));
    }

    private static String time(String text, Words words) {
        try {
            return words.moment(Instant.parse(text)).text();
        } catch (DateTimeException e) {
            return text;
        }
    }
}
