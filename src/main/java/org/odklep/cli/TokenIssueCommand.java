package org.odklep.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.NewFile;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code odklep token issue}: the one command that ever shows a token. */
@Command(
        name = "issue",
        description = {
            "Issue a token, which is shown this once.",
            "It stands alone on standard output, or in a new file that only you can read;",
            "the server keeps no copy."
        })
final class TokenIssueCommand implements Callable<Integer> {
    private static final Map<String, String> NAMES = Map.of(
            "displayName", "NAME",
            "role", "--role",
            "expirationDateTime", "--expires",
            "domains", "--domain",
            "userId", "--user");

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "Who or what will use it; stands in the audit log.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = {
                "globalAdministrator, securityAdministrator, userAdministrator, helpdeskAdministrator,",
                "domainAdministrator or auditor."
            })
    private String role = "";

    @Option(
            names = "--expires",
            required = true,
            paramLabel = "90d|DATE",
            description = "When it ends: 12h, 90d, or the end of a day such as 2027-01-31.")
    private String expires = "";

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "Where a domainAdministrator may act with it; repeat it for more.")
    private List<String> domains = new ArrayList<>();

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "Whose token it is: it dies with this user's sessions.")
    private @Nullable String user;

    @Option(names = "--to", paramLabel = "FILE", description = "Write the token into a new file.")
    private @Nullable Path file;

    TokenIssueCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ObjectNode wanted = Json.object().put("displayName", name).put("role", role);
        if (!domains.isEmpty()) {
            wanted.setAll(Map.of("domains", Json.of(domains)));
        }
        if (user != null) {
            wanted.put("userId", user);
        }
        try (ServerClient client = server.connect(shell)) {
            wanted.put("expirationDateTime", Expiry.of(expires, client, shell).toString());
            if (file == null) {
                print(client.post(TokenCommand.PATH, wanted).orFail(NAMES));
            } else {
                NewFile.write(file, out -> {
                    String token = keep(client.post(TokenCommand.PATH, wanted).orFail(NAMES));
                    out.write((token + "\n").getBytes(StandardCharsets.US_ASCII));
                });
            }
        }
        return ExitCode.OK.number();
    }

    private void print(Answer answer) {
        Entry token = new Entry(answer.body());
        shell.write((server.json() ? answer.text() : token.text("token")) + "\n");
        shell.errors().print(shell.page().line(description(token) + " This is the only time that it is shown."));
    }

    private String keep(Answer answer) {
        Entry token = new Entry(answer.body());
        if (server.json()) {
            shell.write(Json.line(((ObjectNode) answer.body().deepCopy()).without("token")) + "\n");
        } else {
            shell.show(shell.page().line(description(token) + " It is in " + file + ", for your eyes only."));
        }
        return token.text("token");
    }

    private String description(Entry token) {
        return "Token " + token.text("displayName") + " with id " + token.text("id") + " and role " + token.text("role")
                + (token.joined("domains").isEmpty() ? "" : " of " + token.joined("domains"))
                + " is valid until "
                + token.instant("expirationDateTime").map(shell.times()::full).orElse("it is revoked") + ".";
    }
}
