package org.odklep.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code odklep user add}: one more user. */
@Command(
        name = "add",
        description = {
            "Add a user.",
            "A password is made and shown this once, alone on standard output,",
            "unless --ask-password is given."
        })
final class UserAddCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private UserOptions options = new UserOptions();

    @Mixin
    private NewPasswordOptions password = new NewPasswordOptions();

    @Parameters(paramLabel = "NAME", description = "What the user signs in with, such as ana@example.si.")
    private String name = "";

    @Option(names = "--blocked", paramLabel = "REASON", description = "Block sign-in from the beginning, and why.")
    private @Nullable String blocked;

    UserAddCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ObjectNode wanted = options.document().put("userPrincipalName", name);
        if (!wanted.has("displayName")) {
            wanted.put("displayName", name);
        }
        if (blocked != null) {
            wanted.put("accountEnabled", false).put("reason", blocked);
        }
        ObjectNode profile =
                wanted.putObject("passwordProfile").put("forceChangePasswordNextSignIn", password.mustChange());
        password.chosen(shell).ifPresent(chosen -> profile.put("password", chosen.reveal()));
        try (ServerClient client = server.connect(shell)) {
            print(client.post(UserPaths.USERS, wanted).orFail(UserOptions.NAMES));
        }
        return ExitCode.OK.number();
    }

    private void print(Answer answer) {
        Entry user = new Entry(answer.body());
        String line = user.text("userPrincipalName") + " is added"
                + (user.flag("accountEnabled") ? "." : "; sign-in is blocked.");
        String made = user.entry("passwordProfile").orElse(user).text("password");
        NewPasswordOptions.print(shell, server, answer, line, made);
    }
}
