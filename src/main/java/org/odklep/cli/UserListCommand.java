package org.odklep.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Role;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.CommandFailed;
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
            new Output(shell, server).list(client, path(), length, users -> page(users, client));
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
            terms.add(inGroup(group));
        }
        if (role != null) {
            terms.add("roles/any(r:r eq '" + known(role) + "')");
        }
        String filter = terms.isEmpty() ? "" : "&$filter=" + ServerClient.segment(String.join(" and ", terms));
        String found = search.isBlank()
                ? ""
                : "&$search="
                        + ServerClient.segment('"' + search.replace("\"", "").strip() + '"');
        return UserPaths.USERS + "?$top=500" + filter + found;
    }

    private Page page(List<Entry> users, ServerClient client) {
        if (!users.isEmpty()) {
            return shell.page().table(UserView.table(users, shell.times()));
        }
        return shell.page()
                .line(
                        group != null && isEmpty(group, client)
                                ? "No user matches: nobody is in a group '" + group + "'."
                                : "No user matches.");
    }

    private static boolean isEmpty(String group, ServerClient client) {
        String filter = ServerClient.segment(inGroup(group));
        return Output.read(client, UserPaths.USERS + "?$top=1&$filter=" + filter, 1)
                .isEmpty();
    }

    private static String inGroup(String group) {
        return "groups/any(g:g eq '" + group.replace("'", "''") + "')";
    }

    /** The key of a role as the server knows it. */
    private static String known(String role) {
        return Arrays.stream(Role.values())
                .map(Role::key)
                .filter(key -> key.equalsIgnoreCase(role))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "--role: there is no role '" + role + "'; it is one of "
                                + Arrays.stream(Role.values()).map(Role::key).collect(Collectors.joining(", "))));
    }
}
