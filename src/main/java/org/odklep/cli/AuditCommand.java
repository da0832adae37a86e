package org.odklep.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditChain.Verification;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.NewFile;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.terminal.Table;
import org.odklep.cli.view.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code odklep audit}: who did what, on whom, why and from where. */
@Command(
        name = "audit",
        description = "The audit log: who did what, on whom, why and from where.",
        synopsisSubcommandLabel = "(list | verify | export)")
final class AuditCommand {
    private static final String PATH = "/v1.0/auditLogs/directoryAudits?$top=500";

    private final Shell shell;

    AuditCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "list", description = "Show the audit log, newest entries first.")
    int list(@Mixin ServerOptions server, @Mixin LengthOption length, @Mixin AuditOptions wanted) {
        String path = PATH + wanted.query();
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, path, length, this::page);
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "verify",
            description = {
                "Check that no entry was changed or removed.",
                "It checks the server's log, or an export without any server.",
                "Exit code 0: intact; 1: broken."
            })
    int verify(
            @Mixin ServerOptions server,
            @Option(names = "--file", paramLabel = "FILE", description = "An export to check instead.") @Nullable
                    Path file) {
        if (file != null) {
            return tell(AuditFile.verify(file), server);
        }
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.get("/v1.0/auditLogs/verification").orFail();
            new Output(shell, server).show(answer, this::verdict);
            return code(new Entry(answer.body()));
        }
    }

    @Command(
            name = "export",
            description = {
                "Write the whole log into a new file.",
                "Each line is a JSON object with its hash, oldest first."
            })
    int export(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "FILE", description = "The file to make.") Path file) {
        try (ServerClient client = server.connect(shell)) {
            NewFile.write(file, out -> AuditExport.write(client, PATH, out));
        }
        return tell(AuditFile.verify(file), server);
    }

    private int tell(Verification verification, ServerOptions server) {
        ObjectNode report = AuditFile.report(verification);
        if (server.json()) {
            shell.write(Json.line(report) + "\n");
        } else {
            shell.show(verdict(new Entry(report)));
        }
        return code(new Entry(report));
    }

    private static int code(Entry report) {
        return (report.flag("intact") ? ExitCode.OK : ExitCode.NO).number();
    }

    private Page verdict(Entry report) {
        if (!report.flag("intact")) {
            return shell.page().line("The audit log is BROKEN: " + report.text("problem") + ".");
        }
        long entries = report.number("entries");
        return shell.page()
                .line("The audit log is intact: " + entries + (entries == 1 ? " entry." : " entries."))
                .line("Its last hash is " + report.text("head"))
                .line("Note that hash elsewhere: entries cut off the end leave a shorter log that is intact, too.");
    }

    private Page page(List<Entry> entries) {
        Table table = Table.of(">NUMBER", "TIME", "WHO", "WHAT", "ON WHAT", "WHY");
        entries.forEach(each -> table.row(
                each.text("id"),
                each.instant("activityDateTime").map(shell.times()::brief).orElse(""),
                who(each),
                each.text("activityDisplayName"),
                target(each),
                each.text("resultReason")));
        return entries.isEmpty()
                ? shell.page().line("No entries.")
                : shell.page().table(table);
    }

    private static String who(Entry entry) {
        return entry.entry("initiatedBy")
                .flatMap(by -> by.entry("user"))
                .map(user -> user.text("userPrincipalName"))
                .orElse("");
    }

    private static String target(Entry entry) {
        return entry.entries("targetResources").stream()
                .findFirst()
                .map(each -> each.text("displayName"))
                .orElse("");
    }
}
