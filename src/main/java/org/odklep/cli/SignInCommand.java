package org.odklep.cli;

import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code odklep sign-in}: who may sign in. */
@Command(name = "sign-in", description = "Whether a user may sign in.", synopsisSubcommandLabel = "(block | allow)")
final class SignInCommand {
    private final Shell shell;

    SignInCommand(Shell shell) {
        this.shell = shell;
    }

    /** What both take. */
    static final class Target {
        @Parameters(paramLabel = "USER", description = "Name, alias or id.")
        private String user = "";

        @Mixin
        private ReasonOption reason = new ReasonOption();
    }

    @Command(name = "block", description = "Block a user's sign-in; all sessions and tokens end.")
    int block(@Mixin ServerOptions server, @Mixin Target target) {
        return set(server, target, false, " may not sign in any more; all sessions have ended.");
    }

    @Command(name = "allow", description = "Let a user sign in again.")
    int allow(@Mixin ServerOptions server, @Mixin Target target) {
        return set(server, target, true, " may sign in.");
    }

    private int set(ServerOptions server, Target target, boolean enabled, String outcome) {
        try (ServerClient client = server.connect(shell)) {
            client.patch(
                            UserPaths.of(target.user),
                            Json.object().put("accountEnabled", enabled).put("reason", target.reason.text()))
                    .orFail();
        }
        if (!server.json()) {
            shell.show(shell.page().line(target.user + outcome));
        }
        return ExitCode.OK.number();
    }
}
