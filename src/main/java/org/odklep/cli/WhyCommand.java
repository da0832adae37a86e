package org.odklep.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.WhyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code odklep why}: may this account send, and if not, why and what lifts it. */
@Command(
        name = "why",
        description = {
            "Say whether an account may send and sign in, and if not, why and what lifts it.",
            "Exit code 0: it may send; 1: it may not; 3: nothing is known of it here."
        })
final class WhyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(
            paramLabel = "ACCOUNT|REFERENCE",
            arity = "1..*",
            description =
                    "The name that the account signs in with, or the reference in a refusal, or the whole refusal.")
    private List<String> account = List.of();

    WhyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.get(
                            ServerClient.member("/v1.0/security/senders", "account", String.join(" ", account)))
                    .orFail();
            new Output(shell, server).show(answer, sender -> WhyView.fill(shell.page(), sender));
            return code(new Entry(answer.body())).number();
        }
    }

    private static ExitCode code(Entry sender) {
        if (!sender.flag("known")) {
            return ExitCode.NOT_FOUND;
        }
        return sender.flag("canSend") ? ExitCode.OK : ExitCode.NO;
    }
}
