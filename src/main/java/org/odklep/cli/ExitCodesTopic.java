package org.odklep.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code odklep exit-codes}: a help page that looks like a command. */
@Command(name = "exit-codes", description = "Show what the exit codes of all commands mean.")
final class ExitCodesTopic implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
