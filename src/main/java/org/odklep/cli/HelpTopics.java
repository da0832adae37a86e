package org.odklep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.odklep.cli.terminal.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code odklep help}: what a command does, also one below another, such as {@code odklep help doctor postfix}. */
@Command(name = "help", description = "Explain a command.")
final class HelpTopics implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Such as why, or doctor postfix.")
    private List<String> path = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine shown = spec.commandLine().getParent();
        for (String name : path) {
            CommandLine next = shown.getSubcommands().get(name);
            if (next == null) {
                String where = shown.getCommandSpec().qualifiedName();
                throw new ParameterException(shown, "there is no command '" + where + " " + name + "'");
            }
            shown = next;
        }
        shown.usage(shown.getOut());
        return ExitCode.OK.number();
    }
}
