package org.odklep.cli.terminal;

/** Ends a command with an exit code and a message that tells its user what to do. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    /** @param message one line, or one line and then a list; without a capital and a full stop at its ends */
    public CommandFailed(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
