package org.odklep.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.Json;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What is known of a user, on the command line. */
final class UserOptions {
    /** Which option sets which key of the API. */
    static final Map<String, String> NAMES = Map.of(
            "displayName", "--display-name",
            "mail", "--mail",
            "aliases", "--alias",
            "groups", "--group",
            "roles", "--role",
            "preferredLanguage", "--language",
            "otherMails", "--recovery",
            "userPrincipalName", "NAME");

    @Option(names = "--display-name", paramLabel = "TEXT", description = "The name that people read.")
    private @Nullable String displayName;

    @Option(names = "--mail", paramLabel = "ADDRESS", description = "The main address.")
    private @Nullable String mail;

    @Option(names = "--alias", paramLabel = "NAME", description = "A further name; repeat it for more. '' for none.")
    private @Nullable List<String> aliases;

    @Option(names = "--group", paramLabel = "GROUP", description = "A group; repeat it for more. '' for none.")
    private @Nullable List<String> groups;

    @Option(names = "--role", paramLabel = "ROLE", description = "Such as auditor; repeat it for more. '' for none.")
    private @Nullable List<String> roles;

    @Option(names = "--language", paramLabel = "TAG", description = "Such as sl or en-GB.")
    private @Nullable String language;

    @Option(
            names = "--recovery",
            paramLabel = "ADDRESS",
            description = "An address elsewhere, for recovery; repeat it for more. '' for none.")
    private @Nullable List<String> recovery;

    /** What was said, as the API takes it. */
    ObjectNode document() {
        ObjectNode document = Json.object();
        text(document, "displayName", displayName);
        text(document, "mail", mail);
        text(document, "preferredLanguage", language);
        list(document, "aliases", aliases);
        list(document, "groups", groups);
        list(document, "roles", roles);
        list(document, "otherMails", recovery);
        return document;
    }

    /** An empty value takes away what was there. */
    private static void text(ObjectNode document, String key, @Nullable String value) {
        if (value != null && value.isEmpty()) {
            document.putNull(key);
        } else if (value != null) {
            document.put(key, value);
        }
    }

    private static void list(ObjectNode document, String key, @Nullable List<String> values) {
        if (values != null) {
            List<String> named =
                    values.stream().filter(value -> !value.isEmpty()).toList();
            document.setAll(Map.of(key, Json.of(named)));
        }
    }
}
