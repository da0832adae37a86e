package org.odklep.app;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.kernel.StoreUnavailable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** Why a server did not start, in one line for whoever starts it. */
final class StartFailure {
    /** Where to read on about settings. */
    static final String WHERE = "docs/configuration.md lists all settings";

    static final String SEE = "; " + WHERE;

    private StartFailure() {}

    /** The failure to tell; empty for a fault of the program. */
    static Optional<CommandFailed> of(Throwable thrown) {
        for (Throwable cause : causes(thrown).reversed()) {
            Optional<CommandFailed> told = switch (cause) {
                case StoreUnavailable away -> failed(ExitCode.UNAVAILABLE, away.getMessage());
                case PortInUseException taken ->
                    failed(
                            ExitCode.UNAVAILABLE,
                            "port " + taken.getPort() + " is in use: end what listens there, or set odklep.web.port");
                case UncheckedIOException io -> failed(ExitCode.UNAVAILABLE, String.valueOf(io.getMessage()));
                case WrongSettings wrong -> failed(ExitCode.USAGE, wrong.getMessage());
                case BindException wrong -> failed(ExitCode.USAGE, words(wrong) + SEE);
                default -> Optional.empty();
            };
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    private static Optional<CommandFailed> failed(ExitCode code, @Nullable String message) {
        return Optional.of(new CommandFailed(code, "the server does not start: " + message));
    }

    private static String words(BindException wrong) {
        return WrongValue.words(wrong.getName(), wrong.getTarget().getType(), wrong.getProperty(), wrong);
    }

    /** From what was thrown to what began it. */
    static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = thrown; each != null && !causes.contains(each); each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }
}
