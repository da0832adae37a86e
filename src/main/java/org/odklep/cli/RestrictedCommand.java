package org.odklep.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.terminal.Words;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.RestrictionView;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code odklep restricted}: the accounts that may not send. */
@Command(name = "restricted", description = "List the accounts that may not send, newest first.")
final class RestrictedCommand implements Callable<Integer> {
    private static final String PATH = "/v1.0/security/restrictedEntities?$top=200&$filter=";

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @ArgGroup
    private @Nullable Status status;

    @Option(names = "--search", paramLabel = "TEXT", description = "Only accounts and references that hold this text.")
    private String search = "";

    RestrictedCommand(Shell shell) {
        this.shell = shell;
    }

    /** Which restrictions; without either, those that hold. */
    private static final class Status {
        @Option(names = "--all", description = "Those that hold and those that have ended.")
        private boolean all;

        @Option(names = "--ended", description = "Those that have ended.")
        private boolean ended;
    }

    @Override
    public Integer call() {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, path(), this::page);
        }
        return ExitCode.OK.number();
    }

    private String path() {
        String found = search.isBlank() ? "" : "&$search=" + ServerClient.segment('"' + search + '"');
        return PATH + Filter.equal("status", statusName()) + found;
    }

    private String statusName() {
        if (status == null) {
            return "active";
        }
        return status.all ? "all" : "ended";
    }

    private Page page(List<Entry> restrictions) {
        if (restrictions.isEmpty()) {
            boolean asked = status != null || !search.isBlank();
            return shell.page().line(asked ? "No restriction matches." : "No account is restricted.");
        }
        return shell.page()
                .table(RestrictionView.table(restrictions, shell.times()))
                .blank()
                .line(Words.count(restrictions.size(), "restriction") + ". Details: odklep why ACCOUNT");
    }
}
