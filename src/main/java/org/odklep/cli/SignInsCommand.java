package org.odklep.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

/** {@code odklep sign-ins}: who tried to sign in, from where, and how it ended. */
@Command(
        name = "sign-ins",
        description = {
            "Show the sign-in log, newest attempts first.",
            "Each with where it came from, with what, and how it ended."
        })
final class SignInsCommand implements Callable<Integer> {
    private static final String PATH = "/v1.0/auditLogs/signIns?$top=500";

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private LengthOption length = new LengthOption();

    @Parameters(paramLabel = "ACCOUNT", arity = "0..1", description = "Only attempts on this account.")
    private @Nullable String account;

    SignInsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String path = PATH + (account == null ? "" : "&$filter=" + Filter.equal("userPrincipalName", account));
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, path, length, this::page);
        }
        return ExitCode.OK.number();
    }

    private Page page(List<Entry> attempts) {
        Table table = Table.of("TIME", "ACCOUNT", "FROM", "WITH", "PLACE", ">CODE", "OUTCOME");
        attempts.forEach(each -> table.row(
                each.instant("createdDateTime").map(shell.times()::brief).orElse(""),
                each.text("userPrincipalName"),
                each.text("ipAddress"),
                each.text("clientAppUsed"),
                each.flag("isFamiliarPlace") ? "familiar" : "new",
                Long.toString(each.entry("status").orElse(each).number("errorCode")),
                outcome(each.entry("status").orElse(each))));
        return attempts.isEmpty()
                ? shell.page().line("Nobody tried to sign in.")
                : shell.page().table(table);
    }

    private static String outcome(Entry status) {
        return status.number("errorCode") == 0 ? "Signed in." : status.text("failureReason");
    }
}
