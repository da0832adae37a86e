package org.odklep.app;

import org.odklep.cli.OdklepCommand;
import picocli.CommandLine;

/** Where the program begins. */
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new OdklepCommand()).addSubcommand(new StartCommand());
        System.exit(commands.execute(arguments));
    }
}
