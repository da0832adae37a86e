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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code odklep lockouts}: who is locked out after wrong passwords now, and where. */
@Command(
        name = "lockouts",
        description = {"List accounts locked out after wrong passwords.", "The longest lockouts stand first."})
final class LockoutsCommand implements Callable<Integer> {
    private static final String PATH = "/v1.0/security/lockouts?$top=500";

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    LockoutsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, PATH, this::page);
        }
        return ExitCode.OK.number();
    }

    private Page page(List<Entry> lockouts) {
        if (lockouts.isEmpty()) {
            return shell.page().line("No account is locked out.");
        }
        Table table = Table.of("ACCOUNT", "PLACES", ">FAILURES", "SINCE", "UNTIL");
        lockouts.forEach(each -> table.row(
                each.text("accountName"),
                each.text("places").equals("familiar") ? "familiar" : "new",
                Long.toString(each.number("failures")),
                each.instant("sinceDateTime").map(shell.times()::brief).orElse(""),
                each.instant("untilDateTime").map(shell.times()::brief).orElse("")));
        return shell.page().table(table).blank().line("To end one: odklep unlock ACCOUNT --reason TEXT");
    }
}
