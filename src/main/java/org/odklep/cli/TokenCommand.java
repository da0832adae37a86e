package org.odklep.cli;

import java.util.List;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.terminal.Table;
import org.odklep.cli.view.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code odklep token}: tokens for programs and for other machines. */
@Command(
        name = "token",
        description = "Tokens that open the API to programs and to other machines.",
        synopsisSubcommandLabel = "(issue | list | revoke)")
final class TokenCommand {
    static final String PATH = "/v1.0/security/apiTokens";

    private final Shell shell;

    TokenCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "list", description = "Show all tokens, but not the secrets themselves.")
    int list(@Mixin ServerOptions server) {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, PATH, this::page);
        }
        return ExitCode.OK.number();
    }

    @Command(name = "revoke", description = "End a token at once.")
    int revoke(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ID", description = "Its id, as the list shows it.") String id) {
        try (ServerClient client = server.connect(shell)) {
            client.delete(PATH + "/" + ServerClient.segment(id)).orFail();
        }
        if (!server.json()) {
            shell.show(shell.page().line("Token " + id + " is revoked."));
        }
        return ExitCode.OK.number();
    }

    private static String state(String status) {
        return switch (status) {
            case "expired" -> " (past)";
            case "revoked" -> " (revoked)";
            default -> "";
        };
    }

    private Page page(List<Entry> tokens) {
        Table table = Table.of("ID", "NAME", "ROLE", "ISSUED", "EXPIRES");
        tokens.forEach(each -> table.row(
                each.text("id"),
                each.text("displayName"),
                each.text("role") + (each.joined("domains").isEmpty() ? "" : " of " + each.joined("domains")),
                each.instant("createdDateTime").map(shell.times()::brief).orElse(""),
                each.instant("expirationDateTime").map(shell.times()::brief).orElse("") + state(each.text("status"))));
        return table.isEmpty()
                ? shell.page().line("There are no tokens.")
                : shell.page().table(table);
    }
}
