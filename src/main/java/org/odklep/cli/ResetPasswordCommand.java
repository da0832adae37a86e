package org.odklep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import org.odklep.kernel.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code odklep reset-password}: new passwords for users. */
@Command(
        name = "reset-password",
        description = {
            "Give users new passwords; lockouts and sessions end.",
            "One is made for each and shown this once: alone on standard output, behind the name and a",
            "tabulator when there are several."
        })
final class ResetPasswordCommand implements Callable<Integer> {
    private static final String METHOD = "/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword";

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private NewPasswordOptions password = new NewPasswordOptions();

    @Parameters(paramLabel = "USER", arity = "1..*", description = "Name, alias or id.")
    private List<String> users = new ArrayList<>();

    @Option(names = "--keep-sessions", description = "Who is signed in stays so.")
    private boolean keepSessions;

    ResetPasswordCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (password.asks() && users.size() > 1) {
            throw new CommandFailed(ExitCode.USAGE, "--ask-password is for one user: two should not have the same");
        }
        Optional<Secret> chosen = password.chosen(shell);
        try (ServerClient client = server.connect(shell)) {
            if (users.size() == 1) {
                print(users.getFirst(), reset(client, users.getFirst(), chosen));
                return ExitCode.OK.number();
            }
            return many(client);
        }
    }

    /** One after the other: a user that cannot be reset does not keep the others from it. */
    private int many(ServerClient client) {
        ExitCode outcome = ExitCode.OK;
        for (String user : users) {
            try {
                Answer answer = reset(client, user, Optional.empty());
                String made = new Entry(answer.body()).text("newPassword");
                shell.write(
                        server.json()
                                ? Json.line(Json.object().put("user", user).put("newPassword", made)) + "\n"
                                : user + "\t" + made + "\n");
            } catch (CommandFailed e) {
                outcome = outcome == ExitCode.OK ? e.code() : outcome;
                shell.errors().print(shell.page().line(user + ": " + e.getMessage()));
            }
        }
        return outcome.number();
    }

    private Answer reset(ServerClient client, String user, Optional<Secret> chosen) {
        ObjectNode wanted = Json.object()
                .put("forceChangePasswordNextSignIn", password.mustChange())
                .put("revokeSignInSessions", !keepSessions);
        chosen.ifPresent(secret -> wanted.put("newPassword", secret.reveal()));
        return client.post(UserPaths.of(user) + METHOD, wanted).orFail();
    }

    private void print(String user, Answer answer) {
        String line = user + " has another password"
                + (password.mustChange() ? ", to be changed at the next sign-in" : "")
                + (keepSessions ? "." : "; all sessions have ended.");
        NewPasswordOptions.print(shell, server, answer, line, new Entry(answer.body()).text("newPassword"));
    }
}
