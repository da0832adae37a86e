package org.odklep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;
import org.odklep.cli.view.UserView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code odklep user list}: who there is. */
@Command(name = "list", description = "List users, by display name.")
final class UserListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private LengthOption length = new LengthOption();

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only those whose names or addresses hold this text.")
    private String search = "";

    @Option(names = "--blocked", description = "Only those whose sign-in is blocked.")
    private boolean blocked;

    @Option(names = "--must-change", description = "Only those who have to choose another password.")
    private boolean mustChange;

    @Option(names = "--never-signed-in", description = "Only those who never did.")
    private boolean never;

    @Option(names = "--group", paramLabel = "GROUP", description = "Only members of a group.")
    private @Nullable String group;

    @Option(names = "--role", paramLabel = "ROLE", description = "Only those with a role, such as auditor.")
    private @Nullable String role;

    UserListCommand(Shell shell) {
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
        List<String> terms = new ArrayList<>();
        if (blocked) {
            terms.add("accountEnabled eq false");
        }
        if (mustChange) {
            terms.add("passwordProfile/forceChangePasswordNextSignIn eq true");
        }
        if (never) {
            terms.add("signInActivity/lastSignInDateTime eq null");
        }
        if (group != null) {
            terms.add("groups/any(g:g eq '" + group.replace("'", "''") + "')");
        }
        if (role != null) {
            terms.add("roles/any(r:r eq '" + role.replace("'", "''") + "')");
        }
        String filter = terms.isEmpty() ? "" : "&$filter=" + ServerClient.segment(String.join(" and ", terms));
        String found = search.isBlank()
                ? ""
                : "&$search="
                        + ServerClient.segment('"' + search.replace("\"", "").strip() + '"');
        return UserPaths.USERS + "?$top=500" + filter + found;
    }

    private Page page(List<Entry> users) {
        return users.isEmpty()
                ? shell.page().line("No user matches.")
                : shell.page().table(UserView.table(users, shell.times()));
    }
}
