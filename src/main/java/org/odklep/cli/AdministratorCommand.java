package org.odklep.cli;

import java.util.List;
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

/** {@code odklep administrator}: those who sign in to the admin page. */
@Command(
        name = "administrator",
        description = "Those who sign in to the admin page, and their passwords.",
        synopsisSubcommandLabel = "(add | list | remove | remove-second-factor | reset-password)")
final class AdministratorCommand {
    private static final String PATH = "/v1.0/security/administrators";

    private final Shell shell;

    AdministratorCommand(Shell shell) {
        this.shell = shell;
    }

    /** Where a new password comes from. */
    static final class PasswordOption {
        @Option(
                names = "--ask-password",
                description = {
                    "Ask for the password on the terminal, or read it as a line of standard input",
                    "(default: one is generated and shown this once)."
                })
        private boolean ask;
    }

    @Command(name = "list", description = "Show all administrators.")
    int list(@Mixin ServerOptions server) {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server).list(client, PATH, this::page);
        }
        return ExitCode.OK.number();
    }

    @Command(name = "add", description = "Make an administrator.")
    int add(
            @Mixin ServerOptions server,
            @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "What they sign in with.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "globalAdministrator, securityAdministrator or auditor.")
                    String role) {
        ObjectNode wanted = document(password).put("name", name).put("role", role);
        try (ServerClient client = server.connect(shell)) {
            print(client.post(PATH, wanted).orFail(), server, "may sign in now, with the role " + role + ".");
        }
        return ExitCode.OK.number();
    }

    @Command(name = "reset-password", description = "Give another password; their sessions end.")
    int resetPassword(
            @Mixin ServerOptions server,
            @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "What they sign in with.") String name) {
        ObjectNode wanted = document(password);
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.post(PATH + "/" + ServerClient.segment(name) + "/resetPassword", wanted);
            print(answer.orFail(), server, "has another password; their sessions have ended.");
        }
        return ExitCode.OK.number();
    }

    @Command(name = "remove", description = "Take access away; their sessions end.")
    int remove(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "What they sign in with.") String name) {
        try (ServerClient client = server.connect(shell)) {
            client.delete(PATH + "/" + ServerClient.segment(name)).orFail();
        }
        if (!server.json()) {
            shell.show(shell.page().line(name + " is no administrator any more."));
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "remove-second-factor",
            description = {
                "For who lost the phone; their sessions end.",
                "Needed when the recovery codes are lost, too."
            })
    int removeSecondFactor(
            @Mixin ServerOptions server,
            @Mixin ReasonOption reason,
            @Parameters(paramLabel = "NAME", description = "What they sign in with.") String name) {
        ObjectNode wanted = Json.object().put("reason", reason.text());
        try (ServerClient client = server.connect(shell)) {
            client.post(PATH + "/" + ServerClient.segment(name) + "/removeSecondFactor", wanted)
                    .orFail();
        }
        if (!server.json()) {
            shell.show(shell.page().line(name + " signs in with the password alone now; their sessions have ended."));
        }
        return ExitCode.OK.number();
    }

    private ObjectNode document(PasswordOption password) {
        ObjectNode document = Json.object();
        return password.ask ? document.put("password", shell.newPassword().reveal()) : document;
    }

    /** A generated password stands alone on standard output, so that a script can take it from there. */
    private void print(Answer answer, ServerOptions server, String outcome) {
        Entry administrator = new Entry(answer.body());
        String generated = administrator.text("password");
        String line = administrator.text("name") + " " + outcome;
        if (server.json()) {
            shell.write(answer.text().stripTrailing() + "\n");
        } else if (generated.isEmpty()) {
            shell.show(shell.page().line(line));
        } else {
            shell.write(generated + "\n");
            shell.errors().print(shell.page().line(line + " This is the only time that the password is shown."));
        }
    }

    private Page page(List<Entry> administrators) {
        Table table = Table.of("NAME", "ROLE", "SINCE");
        administrators.forEach(each -> table.row(
                each.text("name"),
                each.text("role"),
                each.instant("createdDateTime").map(shell.times()::brief).orElse("")));
        return table.isEmpty()
                ? shell.page().line("There are no administrators: the server printed a set-up code when it started.")
                : shell.page().table(table);
    }
}
