package org.odklep.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.Answer;
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
import tools.jackson.databind.node.ObjectNode;

/** {@code odklep allow}: the accounts that no restriction stops. */
@Command(
        name = "allow",
        description = "The allow-list: accounts that no restriction stops.",
        synopsisSubcommandLabel = "(list | add | remove)")
final class AllowCommand {
    private static final String PATH = "/v1.0/security/allowedSenders";

    private final Shell shell;

    AllowCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "list", description = "Show the allow-list.")
    int list(@Mixin ServerOptions server) {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, PATH, this::page);
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "add",
            description = {
                "Put an account or a domain on the allow-list: from now on nothing restricts it,",
                "and a restriction that it has does not hold."
            })
    int add(
            @Mixin ServerOptions server,
            @Parameters(
                            paramLabel = "ACCOUNT|@DOMAIN",
                            description = "An account, or @ and a domain with its subdomains.")
                    String pattern,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in words.")
                    String reason,
            @Option(names = "--until", paramLabel = "90d|DATE", description = "When it ends (default: never).")
                    @Nullable
                    String until) {
        ObjectNode entry = Json.object().put("pattern", pattern).put("reason", reason);
        if (until != null) {
            Instant end = Expiry.of(until, shell.now(), shell.zone());
            entry.put("expirationDateTime", end.toString());
        }
        try (ServerClient client = server.connect(shell)) {
            boolean stranger = Strangers.isOne(client, pattern);
            Answer answer = client.post(PATH, entry).orFail();
            new Output(shell, server)
                    .show(
                            answer,
                            added -> shell.page().line("On the allow-list:").table(2, table(List.of(added))));
            if (stranger) {
                Strangers.warn(shell, pattern);
            }
        }
        return ExitCode.OK.number();
    }

    @Command(name = "remove", description = "Take an account or a domain off the allow-list.")
    int remove(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ACCOUNT|@DOMAIN", description = "As it stands on the list.") String pattern) {
        try (ServerClient client = server.connect(shell)) {
            client.delete(ServerClient.member(PATH, "pattern", pattern)).orFail();
        }
        if (!server.json()) {
            shell.show(shell.page().line(pattern + " is off the allow-list; policies apply from now on."));
        }
        return ExitCode.OK.number();
    }

    private Page page(List<Entry> entries) {
        return entries.isEmpty()
                ? shell.page().line("The allow-list is empty.")
                : shell.page().table(table(entries));
    }

    private Table table(List<Entry> entries) {
        Table table = Table.of("ALLOWED", "SINCE", "ENDS", "BY", "WHY");
        entries.forEach(each -> table.row(
                each.text("pattern"),
                each.instant("createdDateTime").map(shell.times()::brief).orElse(""),
                each.instant("expirationDateTime").map(shell.times()::brief).orElse("when removed")
                        + (each.text("status").equals("ended") ? " (past)" : ""),
                each.text("addedBy"),
                each.text("reason")));
        return table;
    }
}
