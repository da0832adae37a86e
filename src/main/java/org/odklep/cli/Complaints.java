package org.odklep.cli;

import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told when a command cannot do its work. */
final class Complaints implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Shell shell;

    Complaints(Shell shell) {
        this.shell = shell;
    }

    /** Runs the command; output that was lost, on a full disk for example, is a failure too. */
    @Override
    public int execute(ParseResult result) {
        int code = new CommandLine.RunLast().execute(result);
        if (shell.output().checkError()) {
            shell.errors().println("odklep: the output could not be written");
            return ExitCode.FAULT.number();
        }
        return code;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        if (problem instanceof MissingParameterException && !command.getSubcommands().isEmpty()) {
            command.usage(shell.errors());
            return ExitCode.USAGE.number();
        }
        shell.errors().println("odklep: " + problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        shell.errors().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult result) {
        if (problem instanceof CommandFailed failed) {
            shell.errors().println("odklep: " + failed.getMessage());
            return failed.code().number();
        }
        shell.errors().println("odklep: a fault of the program, please report what follows");
        problem.printStackTrace(shell.errors());
        return ExitCode.FAULT.number();
    }
}
