package org.odklep.cli;

import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told when a command cannot do its work. */
final class Complaints implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Shell shell;

    Complaints(Shell shell) {
        this.shell = shell;
    }

    /** Runs the command, or shows which ones there are. Output that was lost, on a full disk for example, is a failure too. */
    @Override
    public int execute(ParseResult result) {
        int code = run(result);
        if (shell.output().checkError()) {
            shell.errors().println("odklep: the output could not be written");
            return ExitCode.FAULT.number();
        }
        return code;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        shell.errors().println("odklep: " + String.valueOf(problem.getMessage()).replaceFirst("^Error: ", ""));
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

    private static int run(ParseResult result) {
        Integer help = CommandLine.executeHelpRequest(result);
        if (help != null) {
            return help;
        }
        CommandLine command = result.asCommandLineList().getLast();
        if (command.getSubcommands().isEmpty()) {
            return new CommandLine.RunLast().execute(result);
        }
        command.usage(command.getErr());
        return ExitCode.USAGE.number();
    }
}
