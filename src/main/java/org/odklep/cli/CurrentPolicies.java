package org.odklep.cli;

import java.util.function.Supplier;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.replay.PolicyChoice;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;

/** The policies that a replay tries when no file names others: those of a server that can be asked without set-up. */
final class CurrentPolicies implements Supplier<PolicyChoice> {
    private final Shell shell;

    CurrentPolicies(Shell shell) {
        this.shell = shell;
    }

    /** A replay needs no server: where none answers, it says so and takes the policy of a new installation. */
    @Override
    public PolicyChoice get() {
        try {
            return new ServerOptions()
                    .connectIfAny(shell)
                    .map(this::ask)
                    .orElseGet(() -> initial("no server was found here"));
        } catch (CommandFailed e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return initial("those of the server could not be read: " + why);
        }
    }

    private PolicyChoice initial(String why) {
        PolicyChoice initial = PolicyChoice.initial(shell.zone());
        return new PolicyChoice(initial.policies(), initial.origin() + "; " + why);
    }

    private PolicyChoice ask(ServerClient server) {
        try (server) {
            String json = server.get(PolicyCommand.PATH).orFail().text();
            return PolicyChoice.read(json, shell.zone(), "those of the server at " + server.base())
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.FAULT, server.base() + " answered with policies that this version does not know"));
        }
    }
}
