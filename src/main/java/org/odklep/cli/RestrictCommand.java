package org.odklep.cli;

import java.util.concurrent.Callable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.RestrictionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code odklep restrict}: bars an account from sending. */
@Command(name = "restrict", description = "Bar an account from sending until it is released.")
final class RestrictCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ACCOUNT", description = "The name that the account signs in with.")
    private String account = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in words; the owner of the account may read it.")
    private String reason = "";

    RestrictCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (ServerClient client = server.connect(shell)) {
            boolean stranger = Strangers.isOne(client, account);
            Answer answer = client.post(
                            "/v1.0/security/restrictedEntities",
                            Json.object().put("senderAddress", account).put("reason", reason))
                    .orFail();
            String outcome =
                    answer.isCreated() ? " may not send any more." : " was restricted before; nothing changed.";
            new Output(shell, server).show(answer, restriction -> page(restriction, outcome));
            if (stranger) {
                Strangers.warn(shell, account);
            }
            return ExitCode.OK.number();
        }
    }

    private Page page(Entry restriction, String outcome) {
        Page page =
                shell.page().line(restriction.text("senderAddress") + outcome).blank();
        return RestrictionView.full(page, restriction);
    }
}
