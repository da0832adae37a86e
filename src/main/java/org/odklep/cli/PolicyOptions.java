package org.odklep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.BrokenJson;
import org.odklep.cli.client.Json;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The values of a policy as the command line gives them. Whether they make sense, the server says. */
final class PolicyOptions {
    @Option(names = "--file", paramLabel = "FILE", description = "A policy as JSON; - for standard input.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "A value, such as limits.recipientsPerDay=500, \"limits.messagesPerMinute=no limit\", mode=shadow",
                "or conditions.domains=example.si,example.com; repeat it for more."
            })
    private List<String> values = new ArrayList<>();

    /**
     * The document that the options make together; a single value wins over the file.
     *
     * @throws CommandFailed when there is nothing, or it cannot be read
     */
    ObjectNode document(Shell shell) {
        if (file == null && values.isEmpty()) {
            throw new CommandFailed(ExitCode.USAGE, "no values: give --file FILE or --set KEY=VALUE");
        }
        ObjectNode document = file == null ? Json.object() : read(file, shell);
        values.forEach(each -> set(document, each));
        return document;
    }

    private static ObjectNode read(Path file, Shell shell) {
        String text = shell.read(file);
        try {
            if (Json.read(text) instanceof ObjectNode document) {
                return document;
            }
            throw new CommandFailed(ExitCode.INVALID, file + " does not hold a JSON object");
        } catch (JacksonException e) {
            throw new CommandFailed(ExitCode.INVALID, file + " is not JSON: " + BrokenJson.words(text, e));
        }
    }

    private static void set(ObjectNode document, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new CommandFailed(ExitCode.USAGE, "--set needs KEY=VALUE, not '" + assignment + "'");
        }
        String key = assignment.substring(0, equals).strip();
        int dot = key.indexOf('.');
        ObjectNode parent = dot < 0 ? document : object(document, key.substring(0, dot));
        parent.set(
                key.substring(dot + 1),
                value(key, assignment.substring(equals + 1).strip()));
    }

    private static ObjectNode object(ObjectNode document, String key) {
        return document.get(key) instanceof ObjectNode object ? object : document.putObject(key);
    }

    /** The value that a text stands for where it is to stand; anything else goes as text, for the server to refuse. */
    private static JsonNode value(String key, String text) {
        if (key.startsWith("conditions.") || key.startsWith("exceptions.")) {
            return list(text);
        }
        if (key.startsWith("limits.") && text.matches("(?i)no limit|none|unlimited")) {
            return Json.of(0);
        }
        if (key.startsWith("limits.") || key.equals("priority")) {
            return text.matches("-?[0-9]{1,9}") ? Json.of(Integer.parseInt(text)) : Json.of(text);
        }
        return text.matches("true|false") && key.startsWith("is") ? Json.of(Boolean.parseBoolean(text)) : Json.of(text);
    }

    private static ArrayNode list(String text) {
        ArrayNode list = Json.object().putArray("list");
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                list.add(each.strip());
            }
        }
        return list;
    }
}
