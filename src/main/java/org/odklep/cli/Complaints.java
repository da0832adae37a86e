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
        shell.errors().println("odklep: " + words(problem));
        shell.errors()
                .println("Try '" + command.getCommandSpec().qualifiedName() + " --help'"
                        + (command.getSubcommands().isEmpty() ? "." : ", which lists the commands."));
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

    private static String words(ParameterException problem) {
        return problem instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(problem.getMessage()).replaceFirst("^Error: ", "");
    }

    /** A word that is no command, no option, or one too many, with what may have been meant. */
    private static String unmatched(UnmatchedArgumentException problem) {
        CommandLine command = problem.getCommandLine();
        String word = problem.getUnmatched().getFirst();
        if (word.startsWith("-")) {
            return command.getCommandSpec().qualifiedName() + " has no option '" + word + "'"
                    + Suggestion.of(word, command.getCommandSpec().optionsMap().keySet());
        }
        return command.getSubcommands().isEmpty()
                ? "'" + word + "' is too much: put a value of several words between quotation marks"
                : "no command '" + command.getCommandSpec().qualifiedName() + " " + word + "'"
                        + Suggestion.of(word, command.getSubcommands().keySet());
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
