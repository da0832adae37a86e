package org.odklep.cli;

import java.util.concurrent.Callable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code odklep unlock}: ends a lockout. */
@Command(
        name = "unlock",
        description = {
            "End the lockout of an account after wrong passwords; its password stays as it is.",
            "Exit code 0: wrong passwords are forgotten; 1: there was none."
        })
final class UnlockCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ACCOUNT", description = "The name that the account signs in with.")
    private String account = "";

    @Mixin
    private ReasonOption reason = new ReasonOption();

    UnlockCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.post(
                            "/v1.0/security/lockouts/release",
                            Json.object().put("accountName", account).put("reason", reason.text()))
                    .orFail();
            boolean released = new Entry(answer.body()).text("status").equals("released");
            new Output(shell, server)
                    .show(
                            answer,
                            result -> shell.page()
                                    .line(result.text("accountName")
                                            + (released
                                                    ? forgotten(result)
                                                    : " was not locked out; nothing changed.")));
            return (released ? ExitCode.OK : ExitCode.NO).number();
        }
    }

    private static String forgotten(Entry result) {
        return result.flag("wasLockedOut")
                ? " is not locked out any more: its wrong passwords are forgotten."
                : " was not locked out; its wrong passwords are forgotten.";
    }
}
