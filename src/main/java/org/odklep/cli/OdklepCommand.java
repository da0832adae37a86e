package org.odklep.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** {@code odklep}: the command that all others hang on. */
@Command(
        name = "odklep",
        description = "Stops hijacked mailboxes from sending, says why, and gets their owners back to work.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = HelpCommand.class)
public final class OdklepCommand {}
