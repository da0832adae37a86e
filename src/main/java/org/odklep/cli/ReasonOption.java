package org.odklep.cli;

import picocli.CommandLine.Option;

/** Why somebody changes something. */
final class ReasonOption {
    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in words; it stands in the audit log.")
    private String reason = "";

    String text() {
        return reason;
    }
}
