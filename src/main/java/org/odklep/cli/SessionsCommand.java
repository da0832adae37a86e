package org.odklep.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.terminal.Table;
import org.odklep.cli.view.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code odklep sessions}: what users are signed in with. */
@Command(
        name = "sessions",
        description = "What a user is signed in with, and the end of it.",
        synopsisSubcommandLabel = "(list | revoke)")
final class SessionsCommand {
    private final Shell shell;

    SessionsCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "list", description = "Show the sessions and tokens of a user that are good now.")
    int list(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "USER", description = "Name, alias or id.") String user) {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, UserPaths.of(user) + "/sessions", this::page);
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "revoke",
            description = {"End all sessions and tokens of a user, or one.", "All those that were issued until now."})
    int revoke(
            @Mixin ServerOptions server,
            @Option(names = "--session", paramLabel = "ID", description = "End this one only; 'list' shows the ids.")
                    @Nullable
                    String session,
            @Parameters(paramLabel = "USER", description = "Name, alias or id.") String user) {
        try (ServerClient client = server.connect(shell)) {
            if (session == null) {
                client.post(UserPaths.of(user) + "/revokeSignInSessions", Json.object())
                        .orFail();
            } else {
                client.delete(UserPaths.of(user) + "/sessions/" + ServerClient.segment(session))
                        .orFail();
            }
        }
        if (!server.json()) {
            shell.show(shell.page()
                    .line(
                            session == null
                                    ? "All sessions and tokens of " + user + " are worthless now."
                                    : "Session " + session + " of " + user + " is worthless now."));
        }
        return ExitCode.OK.number();
    }

    private Page page(List<Entry> sessions) {
        Table table = Table.of("ID", "KIND", "SINCE", "LAST USED", "UNTIL", "FROM", "WHAT");
        sessions.forEach(each -> table.row(
                each.text("id"),
                each.text("kind").equals("apiToken") ? "token" : "session",
                each.instant("createdDateTime").map(shell.times()::brief).orElse(""),
                each.instant("lastUsedDateTime").map(shell.times()::brief).orElse(""),
                each.instant("expirationDateTime").map(shell.times()::brief).orElse(""),
                each.text("ipAddress"),
                each.text("displayName")));
        return sessions.isEmpty()
                ? shell.page().line("There is no session and no token.")
                : shell.page().table(table);
    }
}
