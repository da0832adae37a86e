package org.odklep.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.terminal.Table;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.RestrictionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code odklep alerts}: crossed limits that restricted nobody. */
@Command(
        name = "alerts",
        description = {
            "List crossed limits that restricted nobody.",
            "Their policies only alert, or run in shadow mode."
        })
final class AlertsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private LengthOption length = new LengthOption();

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only alerts about this account.")
    private String account = "";

    AlertsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, path(), length, this::page);
        }
        return ExitCode.OK.number();
    }

    private String path() {
        return "/v1.0/security/sendingAlerts?$top=999"
                + (account.isEmpty() ? "" : "&$filter=" + Filter.equal("senderAddress", account));
    }

    private Page page(List<Entry> alerts) {
        Page page = shell.page();
        Table table = Table.of("TIME", "ACCOUNT", "POLICY", "ACTION", "WHAT");
        alerts.forEach(each -> table.row(
                each.instant("createdDateTime").map(page.times()::brief).orElse(""),
                each.text("senderAddress"),
                each.entry("evidence")
                        .map(evidence -> evidence.text("policyName"))
                        .orElse(""),
                each.text("action") + (each.text("mode").equals("shadow") ? " (shadow)" : ""),
                each.entry("evidence").map(RestrictionView::measured).orElse("")));
        return alerts.isEmpty() ? page.line("No alerts.") : page.table(table);
    }
}
