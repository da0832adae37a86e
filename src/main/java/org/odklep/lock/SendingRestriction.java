package org.odklep.lock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;

/**
 * Bars an account from sending mail, to inside and outside alike; receiving goes on.
 *
 * @param since when it was set, to the millisecond
 * @param until when it ends by itself; empty when only a release ends it
 * @param evidence what was measured, for a restriction that a policy set
 * @param history what happened to this account before
 * @param refused messages and recipients refused because of it so far, as last written to the store
 * @param ended how it ended, if it did
 */
public record SendingRestriction(
        String id,
        AccountName account,
        Reason reason,
        String setBy,
        Instant since,
        Optional<Instant> until,
        Optional<Evidence> evidence,
        History history,
        long refused,
        Optional<Ending> ended)
        implements Lock {
    public SendingRestriction {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        until = until.map(end -> end.truncatedTo(ChronoUnit.MILLIS));
    }

    /** True while it bars the account. */
    public boolean holds(Instant now) {
        return ended.isEmpty() && until.map(now::isBefore).orElse(true);
    }

    /** From when on the account's mail counts anew: the instant at which this restriction stopped to hold. */
    public Optional<Instant> epoch(Instant now) {
        return ended.map(Ending::at).or(() -> until.filter(end -> !now.isBefore(end)));
    }

    /** This restriction, with so many refusals more. */
    public SendingRestriction plusRefused(long more) {
        return new SendingRestriction(
                id, account, reason, setBy, since, until, evidence, history, refused + more, ended);
    }

    /** This restriction, ended. */
    public SendingRestriction endedBy(Ending ending) {
        return new SendingRestriction(
                id, account, reason, setBy, since, until, evidence, history, refused, Optional.of(ending));
    }
}
