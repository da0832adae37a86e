package org.odklep.cli.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.Shell;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the server on this machine left in its data directory, without asking it.
 *
 * @param file where it stands
 * @param postfix where its gate listens for Postfix
 */
public record LocalServer(Path file, List<String> postfix) {
    static final String FILE = "cli.json";

    /** Empty where no server runs over the directory, or its file may not be read. */
    public static Optional<LocalServer> find(@Nullable Path data, Shell shell) {
        Path file = file(data, shell);
        try {
            return TokenFile.text(file).map(Json::read).map(document -> new LocalServer(file, endpoints(document)));
        } catch (CommandFailed | JacksonException e) {
            return Optional.empty();
        }
    }

    /** The file of a data directory: the one that is named, else {@code ODKLEP_DATA}, else {@code ./data}. */
    static Path file(@Nullable Path data, Shell shell) {
        Path directory =
                data != null ? data : Path.of(shell.variable("ODKLEP_DATA").orElse("data"));
        return directory.resolve(FILE).toAbsolutePath().normalize();
    }

    private static List<String> endpoints(JsonNode document) {
        return document.path("postfix").valueStream().map(JsonNode::asString).toList();
    }
}
