package org.odklep.cli;

import java.io.PrintWriter;
import org.odklep.cli.replay.ReplayCommand;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/** {@code odklep}: the command that all others hang on. */
@Command(
        name = "odklep",
        description = "Stops hijacked mailboxes from sending, says why, and gets their owners back to work.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        scope = ScopeType.INHERIT,
        footer = "%nExit codes: odklep help exit-codes",
        subcommands = HelpTopics.class)
public final class OdklepCommand {
    private OdklepCommand() {}

    /**
     * All commands, ready to run.
     *
     * @param others commands from other packages
     */
    public static CommandLine commandLine(Shell shell, Object... others) {
        CommandLine commands = new CommandLine(new OdklepCommand());
        for (Object other : others) {
            commands.addSubcommand(other);
        }
        commands.addSubcommand(new WhyCommand(shell))
                .addSubcommand(new RestrictedCommand(shell))
                .addSubcommand(new RestrictCommand(shell))
                .addSubcommand(new ReleaseCommand(shell))
                .addSubcommand(new CommandLine(new UserCommand(shell))
                        .addSubcommand(new UserAddCommand(shell))
                        .addSubcommand(new UserSetCommand(shell))
                        .addSubcommand(new UserListCommand(shell))
                        .addSubcommand(new UserImportCommand(shell)))
                .addSubcommand(new ResetPasswordCommand(shell))
                .addSubcommand(new SignInCommand(shell))
                .addSubcommand(new SessionsCommand(shell))
                .addSubcommand(new SignInsCommand(shell))
                .addSubcommand(new LockoutsCommand(shell))
                .addSubcommand(new UnlockCommand(shell))
                .addSubcommand(new PolicyCommand(shell))
                .addSubcommand(new AllowCommand(shell))
                .addSubcommand(new AlertsCommand(shell))
                .addSubcommand(new CommandLine(new TokenCommand(shell)).addSubcommand(new TokenIssueCommand(shell)))
                .addSubcommand(new AdministratorCommand(shell))
                .addSubcommand(new AuditCommand(shell))
                .addSubcommand(new ReplayCommand(shell, new CurrentPolicies(shell)))
                .addSubcommand(new CommandLine(new DoctorCommand()).addSubcommand(new DoctorPostfixCommand(shell)))
                .addSubcommand(exitCodes());
        commands.getSubcommands().values().forEach(OdklepCommand::inOrder);
        Complaints complaints = new Complaints(shell);
        return commands.setOut(new PrintWriter(shell.output(), true))
                .setErr(new PrintWriter(shell.errors(), true))
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints)
                .setExecutionStrategy(complaints);
    }

    /** Java tells the methods of a class in no order: that of the synopsis is the one for people. */
    private static void inOrder(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (String name : spec.usageMessage().synopsisSubcommandLabel().split("\\W*[ (|)]\\W*", -1)) {
            if (spec.subcommands().containsKey(name)) {
                spec.addSubcommand(name, spec.removeSubcommand(name));
            }
        }
    }

    /** A help page of its own: {@code odklep help exit-codes}. */
    private static CommandLine exitCodes() {
        CommandLine topic = new CommandLine(new ExitCodesTopic());
        topic.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        return topic;
    }
}
