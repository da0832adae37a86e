package org.odklep.cli;

import org.odklep.cli.client.Answer;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;

/** Warns before something is decided about an account of which nothing is known: perhaps its name is spelt wrong. */
final class Strangers {
    private Strangers() {}

    /** Asked before the change, after which something is known. */
    static boolean isOne(ServerClient client, String account) {
        if (account.strip().startsWith("@")) {
            return false;
        }
        Answer sender = client.get(ServerClient.member("/v1.0/security/senders", "account", account));
        return sender.succeeded() && !new Entry(sender.body()).flag("known");
    }

    /** To standard error: what was asked for is the output. */
    static void warn(Shell shell, String account) {
        shell.errors()
                .println("odklep: there is no such user in the directory, and nothing of " + account
                        + " was ever seen here; it holds if it ever sends. Check the spelling.");
    }
}
