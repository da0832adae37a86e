package org.odklep.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code odklep user set}: changes what is known of a user. */
@Command(name = "set", description = "Change what is known of a user; what is not named stays.")
final class UserSetCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private UserOptions options = new UserOptions();

    @Parameters(paramLabel = "USER", description = "Name, alias or id.")
    private String user = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Another name to sign in with.")
    private @Nullable String name;

    UserSetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ObjectNode wanted = options.document();
        if (name != null) {
            wanted.put("userPrincipalName", name);
        }
        if (wanted.isEmpty()) {
            throw new CommandFailed(ExitCode.USAGE, "nothing is to be changed: name what is, such as --display-name");
        }
        try (ServerClient client = server.connect(shell)) {
            client.patch(UserPaths.of(user), wanted).orFail(UserOptions.NAMES);
        }
        if (!server.json()) {
            shell.show(shell.page().line(user + " is changed."));
        }
        return ExitCode.OK.number();
    }
}
