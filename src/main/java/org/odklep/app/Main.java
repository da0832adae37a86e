package org.odklep.app;

import org.odklep.cli.OdklepCommand;
import org.odklep.cli.terminal.Shell;

/** Where the program begins. */
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        Shell shell = Shell.ofProcess();
        System.exit(OdklepCommand.commandLine(shell, new StartCommand(shell)).execute(arguments));
    }
}
