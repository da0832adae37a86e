package org.odklep.cli.client;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.kernel.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Finds the server: named by options, else by the environment, else the local one, which writes its address and a token
 * into its data directory.
 */
final class ServerFinder {
    private static final String DEFAULT_URL = "http://127.0.0.1:8025";

    private final ServerOptions.Place options;
    private final Shell shell;

    ServerFinder(ServerOptions.Place options, Shell shell) {
        this.options = options;
        this.shell = shell;
    }

    ServerAddress find() {
        return findIfAny()
                .orElseThrow(
                        () -> new CommandFailed(
                                ExitCode.UNAVAILABLE,
                                "no server found: there is no " + localFile()
                                        + "; start one there, name its directory with --data, or use --server and --token-file"));
    }

    /** Empty when no option and no variable names a server, and none left its address in the data directory. */
    Optional<ServerAddress> findIfAny() {
        boolean named = options.server != null || options.tokenFile != null;
        Optional<String> url = named || options.data == null ? firstOf(options.server, "ODKLEP_URL") : Optional.empty();
        Optional<Path> tokenFile = named || options.data == null
                ? firstOf(options.tokenFile, "ODKLEP_TOKEN_FILE").map(Path::of)
                : Optional.empty();
        return url.isEmpty() && tokenFile.isEmpty()
                ? TokenFile.text(localFile()).map(this::local)
                : Optional.of(remote(url.orElse(DEFAULT_URL), tokenFile));
    }

    private Optional<String> firstOf(@Nullable Object option, String variable) {
        return option != null ? Optional.of(option.toString()) : shell.variable(variable);
    }

    private ServerAddress remote(String url, Optional<Path> tokenFile) {
        String base = ServerAddress.base(url, options.plainHttp);
        Path file = tokenFile.orElseThrow(() -> new CommandFailed(
                ExitCode.USAGE, "a token is needed for " + base + ": name its file with --token-file"));
        return new ServerAddress(
                base, TokenFile.token(file), file.toAbsolutePath().toString());
    }

    private Path localFile() {
        return LocalServer.file(options.data, shell);
    }

    private ServerAddress local(String text) {
        Path file = localFile();
        try {
            JsonNode document = Json.read(text);
            String base = ServerAddress.base(document.path("url").asString(""), options.plainHttp);
            return new ServerAddress(base, Secret.of(document.path("token").asString("")), file.toString());
        } catch (JacksonException | CommandFailed e) {
            throw new CommandFailed(
                    ExitCode.UNAVAILABLE, file + " does not name a server: restart the server to have it written anew");
        }
    }
}
