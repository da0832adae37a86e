package org.odklep.cli;

import picocli.CommandLine.Command;

/** {@code odklep doctor}: checks of what stands around the server. */
@Command(name = "doctor", description = "Check what stands around the server.", synopsisSubcommandLabel = "postfix")
final class DoctorCommand {}
