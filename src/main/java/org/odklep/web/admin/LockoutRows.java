package org.odklep.web.admin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Lockout;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** Lockouts in finished words, each with the networks that its wrong passwords came from, as far as the sign-in log knows. */
@Component
class LockoutRows {
    private static final int LOOKED_AT = 20;
    private static final int NETWORKS = 3;

    private final SignInLog log;
    private final SignInJournal journal;

    LockoutRows(SignInLog log, SignInJournal journal) {
        this.log = log;
        this.journal = journal;
    }

    /**
     * A lockout.
     *
     * @param href the page of the account
     * @param ending where it is ended
     * @param badge names the colour and picture of the kind of place
     * @param networks from which wrong passwords came; empty when the log has none of them any more
     * @param attempts where all attempts are listed
     */
    record Row(
            String id,
            String account,
            String href,
            String ending,
            String badge,
            String place,
            String hint,
            Moment since,
            Moment until,
            int failures,
            String networks,
            String attempts) {}

    List<Row> of(Collection<Lockout> lockouts, Words words) {
        return lockouts.stream().map(each -> row(each, words)).toList();
    }

    private Row row(Lockout lockout, Words words) {
        AccountName account = lockout.account();
        String kind = lockout.familiar() ? "familiar" : "unfamiliar";
        return new Row(
                kind + "-" + account.value(),
                account.value(),
                AccountAddresses.of(account),
                LockoutPages.ending(account),
                lockout.familiar() ? "alerts" : "locked",
                words.say("signInLog." + kind),
                words.say("lockouts.hint." + kind),
                words.moment(lockout.since()),
                words.moment(lockout.end()),
                lockout.failures(),
                networks(lockout),
                AccountAddresses.refusedSignIns(account));
    }

    private String networks(Lockout lockout) {
        return Stream.concat(journal.pending(lockout.account()).stream(), last(lockout.account()).stream())
                .filter(attempt -> attempt.familiar() == lockout.familiar() && isGuess(attempt.code()))
                .map(attempt -> attempt.client().network())
                .distinct()
                .limit(NETWORKS)
                .collect(Collectors.joining(", "));
    }

    private List<SignInRecord> last(AccountName account) {
        return log.list(new SignInLog.Query(Optional.of(account), Optional.of(false), Optional.empty(), LOOKED_AT));
    }

    private static boolean isGuess(SignInCode code) {
        return code == SignInCode.WRONG_PASSWORD || code == SignInCode.LOCKED_OUT || code == SignInCode.UNKNOWN_ACCOUNT;
    }
}
