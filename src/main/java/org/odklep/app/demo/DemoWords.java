package org.odklep.app.demo;

import java.nio.file.Path;
import java.util.Map;

/** What is said when the demonstration runs: how to get in, and what to try. */
record DemoWords(History.Told told, Path data) {
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("\nThis is a demonstration: Mestna občina Lipovec, a town that does not exist, with ")
                .append(People.ALL)
                .append(" accounts.\n\nSign in on the admin page as\n");
        for (Map.Entry<String, History.SignIn> signIn : told.signIns().entrySet()) {
            text.append("  %-42s %-28s %s%n"
                    .formatted(
                            signIn.getKey(),
                            signIn.getValue().password().reveal(),
                            signIn.getValue().role().title()));
        }
        return text.append("""

                %s was hijacked and is sending right now. Open "Restricted entities": within a
                minute the account appears there, and its refused messages count up. Look at the evidence, release it, and see it
                come back after two minutes, unless you reset the password first. Last night somebody tried passwords on two hundred accounts: see the "Sign-in log". What
                stops an account, such as %s, says the command

                  ./odklep why ADDRESS --data %s

                Stop the demonstration with Ctrl-C.
                """.formatted(
                        told.cast().live().address(), told.cast().night().address(), data))
                .toString();
    }
}
