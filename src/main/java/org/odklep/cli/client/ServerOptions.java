package org.odklep.cli.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine.Option;

/** The options of every command that speaks to the server. */
public final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server to ask (or ODKLEP_URL); needs --token-file.")
    @Nullable
    String server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file, readable by you alone, with the token to use (or ODKLEP_TOKEN_FILE).")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of a server on this machine (or ODKLEP_DATA; default: data).")
    @Nullable
    Path data;

    @Option(names = "--plain-http", description = "Send the token over an unencrypted connection to another machine.")
    boolean plainHttp;

    @Option(names = "--json", description = "Print what the server answers, as JSON.")
    private boolean json;

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
        return new ServerClient(new ServerFinder(this, shell).find());
    }
}
