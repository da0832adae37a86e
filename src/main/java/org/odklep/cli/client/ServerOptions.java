package org.odklep.cli.client;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of every command that speaks to the server. */
public final class ServerOptions {
    @Option(names = "--json", description = "Print what the server answers, as JSON.")
    private boolean json;

    @ArgGroup(validate = false, heading = "%nWhere the server is, if not on this machine with its data in ./data:%n")
    private Place place = new Place();

    /** Where to find the server and the token for it. */
    static final class Place {
        @Option(
                names = "--server",
                paramLabel = "URL",
                description = "Its address (or ODKLEP_URL); needs --token-file.")
        @Nullable
        String server;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "A file with your token that you alone can read (or ODKLEP_TOKEN_FILE).")
        @Nullable
        Path tokenFile;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Its data directory, when it is on this machine (or ODKLEP_DATA).")
        @Nullable
        Path data;

        @Option(names = "--plain-http", description = "Send the token unencrypted to another machine.")
        boolean plainHttp;
    }

    /** True when the output is for programs. */
    public boolean json() {
        return json;
    }

    /**
     * A client of the server that the options, the environment or the data directory name; nothing is sent yet.
     *
     * @throws org.odklep.cli.terminal.CommandFailed when none can be found
     */
    public ServerClient connect(Shell shell) {
        return new ServerClient(new ServerFinder(place, shell).find());
    }

    /** The same, but empty where nothing names a server. */
    public Optional<ServerClient> connectIfAny(Shell shell) {
        return new ServerFinder(place, shell).findIfAny().map(ServerClient::new);
    }
}
