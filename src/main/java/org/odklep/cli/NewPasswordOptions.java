package org.odklep.cli;

import java.util.Optional;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.Shell;
import org.odklep.kernel.Secret;
import picocli.CommandLine.Option;

/** Where a user's new password comes from, and what holds for it. A password is never an argument: those are seen by all. */
final class NewPasswordOptions {
    @Option(
            names = "--ask-password",
            description = {
                "Ask for the password on the terminal, or read it as a line of standard input",
                "(default: one is made and shown this once)."
            })
    private boolean ask;

    @Option(names = "--no-change", description = "The user may keep it: no other one is asked for at the next sign-in.")
    private boolean keep;

    boolean mustChange() {
        return !keep;
    }

    boolean asks() {
        return ask;
    }

    /** The password, when one is to be chosen. */
    Optional<Secret> chosen(Shell shell) {
        return ask ? Optional.of(shell.newPassword()) : Optional.empty();
    }

    /** A made password stands alone on standard output, so that a script can take it from there. */
    static void print(Shell shell, ServerOptions server, Answer answer, String line, String made) {
        if (server.json()) {
            shell.write(answer.text().stripTrailing() + "\n");
        } else if (made.isEmpty()) {
            shell.show(shell.page().line(line));
        } else {
            shell.write(made + "\n");
            shell.errors().print(shell.page().line(line + " This is the only time that the password is shown."));
        }
    }
}
