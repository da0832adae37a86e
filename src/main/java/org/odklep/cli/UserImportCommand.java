package org.odklep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.terminal.Table;
import org.odklep.cli.terminal.Words;
import org.odklep.cli.view.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code odklep user import}: adds users from a table. */
@Command(
        name = "import",
        description = {
            "Check a table of users, and with --apply add them.",
            "The table is CSV in UTF-8; all users of it are added, or none.",
            "Exit code 5: the table has mistakes, each of which is named with its line."
        })
final class UserImportCommand implements Callable<Integer> {
    private static final int SHOWN = 50;

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(
            paramLabel = "FILE",
            description = {
                "Its first line names the columns: userPrincipalName, displayName, mail, aliases, groups,",
                "preferredLanguage, recoveryAddresses, roles, accountEnabled, password, passwordHash.",
                "Values in one cell have a semicolon between them. - for standard input."
            })
    private Path file = Path.of("-");

    @Option(names = "--apply", description = "Add the users (default: check only).")
    private boolean apply;

    UserImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        byte[] table = shell.bytes(file);
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.post(UserPaths.USERS + "/import?dryRun=" + !apply, "text/csv", table)
                    .orFail();
            new Output(shell, server).show(answer, this::page);
            boolean rejected = new Entry(answer.body()).text("status").equals("rejected");
            return (rejected ? ExitCode.INVALID : ExitCode.OK).number();
        }
    }

    private Page page(Entry result) {
        String users = Words.count((int) result.number("users"), "user");
        return switch (result.text("status")) {
            case "checked" ->
                shell.page().line("Nothing is wrong with " + users + "; nothing is stored. Add them with --apply.");
            case "imported" -> shell.page().line(users + " added.");
            default -> problems(result);
        };
    }

    private Page problems(Entry result) {
        List<Entry> problems = result.entries("problems");
        Table table = Table.of(">LINE", "COLUMN", "WHAT");
        problems.stream()
                .limit(SHOWN)
                .forEach(
                        each -> table.row(Long.toString(each.number("line")), each.text("column"), each.text("words")));
        long count = result.number("problemCount");
        Page page = shell.page().line("Nothing is stored:").table(table);
        return count <= SHOWN ? page : page.line("and " + (count - SHOWN) + " more; see --json");
    }
}
