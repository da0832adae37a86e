package org.odklep.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.NewFile;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.UserView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code odklep user}: the users of the built-in directory. */
@Command(
        name = "user",
        description = "The users of the built-in directory.",
        synopsisSubcommandLabel = "(list | show | add | set | remove | import | export)")
final class UserCommand {
    private final Shell shell;

    UserCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "show", description = "Show what is known of a user.")
    int show(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "USER", description = "Name, alias or id.") String user) {
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.get(UserPaths.of(user)).orFail();
            new Output(shell, server).show(answer, each -> UserView.full(shell.page(), each, lockouts(client, each)));
        }
        return ExitCode.OK.number();
    }

    /** What keeps a user out at some places; nothing for a token that may not know. */
    private static List<Entry> lockouts(ServerClient client, Entry user) {
        Answer sender =
                client.get(ServerClient.member("/v1.0/security/senders", "account", user.text("userPrincipalName")));
        return sender.succeeded()
                ? new Entry(sender.body())
                        .entries("locks").stream()
                                .filter(lock -> lock.text("kind").equals("lockout"))
                                .toList()
                : List.of();
    }

    @Command(name = "remove", description = "Delete a user for good.")
    int remove(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "USER", description = "Name, alias or id.") String user,
            @Mixin ReasonOption reason) {
        try (ServerClient client = server.connect(shell)) {
            client.delete(UserPaths.of(user) + "?reason=" + ServerClient.segment(reason.text()))
                    .orFail();
        }
        if (!server.json()) {
            shell.show(shell.page().line(user + " is deleted."));
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "export",
            description = {
                "Print all users as a table (CSV), or write it into a new file; never a password.",
                "What comes out can be imported."
            })
    int export(
            @Mixin ServerOptions server,
            @Option(names = "--to", paramLabel = "FILE", description = "Write the table into a new file.") @Nullable
                    Path file) {
        String path = UserPaths.USERS + "/export";
        try (ServerClient client = server.connect(shell)) {
            if (file == null) {
                shell.write(client.get(path).textOrFail());
            } else {
                NewFile.write(
                        file, out -> out.write(client.get(path).textOrFail().getBytes(StandardCharsets.UTF_8)));
                shell.show(shell.page().line("The users are in " + file + "."));
            }
        }
        return ExitCode.OK.number();
    }
}
