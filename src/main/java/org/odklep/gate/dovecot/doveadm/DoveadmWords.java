package org.odklep.gate.dovecot.doveadm;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.audit.AuditEvent;
import org.odklep.gate.dovecot.doveadm.DoveadmJson.Reply;
import org.odklep.kernel.ClientAddress;
import org.odklep.user.SignOut;

/** What the audit log says of a sign-out. */
final class DoveadmWords {
    private DoveadmWords() {}

    /** The entry that tells how it ended on a host, and who made the change that asked for it. */
    static AuditEvent event(SignOut signOut, String host, String outcome, Instant now) {
        return new AuditEvent(
                now,
                "dovecot:" + host,
                ClientAddress.LOCAL,
                "user.signOut",
                signOut.target(),
                signOut.cause() + " by " + signOut.by() + " at " + signOut.at(),
                null,
                outcome);
    }

    /** What a host did. */
    static String done(Order order, int tries, Map<String, Reply> replies) {
        String kicked = order.kick().stream()
                .flatMap(name -> replies.get(name) instanceof Reply.Done(var names) ? names.stream() : Stream.empty())
                .distinct()
                .collect(Collectors.joining(", "));
        String sessions = !order.signOut().kick() ? "" : kicked.isEmpty() ? "; no open session" : "; sessions ended: ";
        return "done" + (tries == 1 ? "" : " after " + tries + " tries") + ": cached passwords forgotten" + sessions
                + kicked;
    }
}
