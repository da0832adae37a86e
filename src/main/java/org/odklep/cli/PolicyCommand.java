package org.odklep.cli;

import java.util.List;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.PolicyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code odklep policy}: how much accounts may send, and what happens beyond. */
@Command(
        name = "policy",
        description = "How much accounts may send, and what happens beyond.",
        synopsisSubcommandLabel = "(list | show | create | set | delete | template)")
final class PolicyCommand {
    static final String PATH = "/v1.0/security/outboundPolicies";

    private final Shell shell;

    PolicyCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "list", description = "Show all policies in the order in which they are tried.")
    int list(@Mixin ServerOptions server) {
        try (ServerClient client = server.connect(shell)) {
            new Output(shell, server)
                    .list(client, PATH, policies -> shell.page().table(PolicyView.table(policies)));
        }
        return ExitCode.OK.number();
    }

    @Command(name = "show", description = "Show everything that a policy says.")
    int show(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "POLICY", description = "Its id or its name.") String policy) {
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.get(path(client, policy)).orFail();
            new Output(shell, server).show(answer, each -> PolicyView.full(shell.page(), each));
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "create",
            description = {
                "Make a policy from a file, from values, or from both.",
                "A value that is left out is the default."
            })
    int create(@Mixin ServerOptions server, @Mixin PolicyOptions values) {
        try (ServerClient client = server.connect(shell)) {
            Answer answer = client.post(PATH, values.document(shell)).orFail();
            new Output(shell, server).show(answer, each -> PolicyView.full(shell.page(), each));
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "set",
            description = {"Change values of a policy; what is left out stays.", "Raising a limit releases nobody."})
    int set(
            @Mixin ServerOptions server,
            @Mixin PolicyOptions values,
            @Parameters(paramLabel = "POLICY", description = "Its id or its name.") String policy) {
        try (ServerClient client = server.connect(shell)) {
            Answer answer =
                    client.patch(path(client, policy), values.document(shell)).orFail();
            new Output(shell, server).show(answer, each -> PolicyView.full(shell.page(), each));
        }
        return ExitCode.OK.number();
    }

    @Command(name = "delete", description = "Delete a policy; the default policy stays.")
    int delete(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "POLICY", description = "Its id or its name.") String policy) {
        try (ServerClient client = server.connect(shell)) {
            client.delete(path(client, policy)).orFail();
        }
        if (!server.json()) {
            shell.show(
                    shell.page().line("Deleted policy " + policy + "; the next one that covers its accounts applies."));
        }
        return ExitCode.OK.number();
    }

    @Command(name = "template", description = "Print a whole policy to start from, with explanations.")
    int template(@Option(names = "--json", description = "Without the explanations.") boolean json) {
        shell.write(PolicyTemplate.text(shell.zone(), !json));
        return ExitCode.OK.number();
    }

    /** The path of a policy that people may call by its name. */
    private static String path(ServerClient client, String idOrName) {
        List<Entry> policies = Output.read(client, PATH, Long.MAX_VALUE);
        return policies.stream()
                .filter(each -> each.text("id").equalsIgnoreCase(idOrName))
                .findFirst()
                .or(() -> policies.stream()
                        .filter(each -> each.text("displayName").equalsIgnoreCase(idOrName))
                        .findFirst())
                .map(each -> PATH + "/" + ServerClient.segment(each.text("id")))
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.NOT_FOUND, "there is no policy '" + idOrName + "'; odklep policy list shows all"));
    }
}
