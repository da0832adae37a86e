package org.odklep.cli;

import java.util.concurrent.Callable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.RestrictionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code odklep release}: lifts a sending restriction. */
@Command(
        name = "release",
        description = {
            "Let a restricted account send again, at once, everywhere.",
            "Exit code 0: it is released, now or before; 1: there is nothing to release."
        })
final class ReleaseCommand implements Callable<Integer> {
    private static final String PATH = "/v1.0/security/restrictedEntities";

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ACCOUNT|REFERENCE", description = "The account, or the reference of its restriction.")
    private String target = "";

    @Mixin
    private ReasonOption reason = new ReasonOption();

    ReleaseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.post(path(client), Json.object().put("reason", reason.text()));
            if (answer.isNotFound()) {
                throw new CommandFailed(ExitCode.NO, "nothing to release: '" + target + "' is not restricted");
            }
            new Output(shell, server).show(answer.orFail(), this::page);
            return ExitCode.OK.number();
        }
    }

    /** An account whose name cannot stand in a path has its last restriction looked up first. */
    private String path(ServerClient client) {
        String plain = ServerClient.member(PATH, "", target);
        if (plain.startsWith(PATH + "/")) {
            return plain + "/release";
        }
        Answer sender = client.get(ServerClient.member("/v1.0/security/senders", "account", target))
                .orFail();
        String account = new Entry(sender.body()).text("senderAddress");
        String filter = "status eq 'all' and contains(senderAddress,'" + account.replace("'", "''") + "')";
        return Output.read(client, PATH + "?$top=200&$filter=" + ServerClient.segment(filter), Long.MAX_VALUE).stream()
                .filter(each -> each.text("senderAddress").equals(account))
                .findFirst()
                .map(last -> PATH + "/" + last.text("id") + "/release")
                .orElseThrow(
                        () -> new CommandFailed(ExitCode.NO, "nothing to release: '" + target + "' is not restricted"));
    }

    private Page page(Entry result) {
        Entry restriction = result.entry("restrictedEntity").orElse(result);
        String outcome = result.text("status").equals("released")
                ? " is released: every gate knows, its next message is accepted."
                : " was released before; nothing changed.";
        return shell.page()
                .line(restriction.text("senderAddress") + outcome)
                .field("reference", restriction.text("id"))
                .field("released", RestrictionView.ending(restriction, shell.times()));
    }
}
