package org.odklep.web.admin.home;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowList;
import org.odklep.lock.LockStore;
import org.odklep.lock.Lockout;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.SendLedger;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignIns;
import org.odklep.user.User;
import org.odklep.web.admin.GateBoard;
import org.springframework.stereotype.Component;

/** Gathers what is known of an account, as far as the reader may know it. Mail may have gone by an alias: all are looked at. */
@Component
class Diagnoses {
    private static final int HISTORY = 20;

    private final Locks locks;
    private final LockStore store;
    private final AllowList allowed;
    private final SendLedger ledger;
    private final SignIns signIns;
    private final SignInLog log;
    private final SignInJournal journal;
    private final GateBoard gates;

    Diagnoses(
            Locks locks,
            LockStore store,
            AllowList allowed,
            SendLedger ledger,
            SignIns signIns,
            SignInLog log,
            SignInJournal journal,
            GateBoard gates) {
        this.locks = locks;
        this.store = store;
        this.allowed = allowed;
        this.ledger = ledger;
        this.signIns = signIns;
        this.log = log;
        this.journal = journal;
        this.gates = gates;
    }

    /** Everything about an account, and who it is in the directory, if anybody. */
    Diagnosis of(AccountName account, Optional<User> user, Actor actor, Instant now) {
        AccountName name = user.map(User::name).orElse(account);
        List<Lockout> lockouts = signIns.lockouts(name, now);
        return new Diagnosis(
                name,
                user,
                actor.may(Right.READ) ? Optional.of(sending(name, user, lockouts, now)) : Optional.empty(),
                lockouts,
                actor.may(Right.READ) ? unaffected(name, lockouts) : Optional.empty(),
                now);
    }

    /** Only lockouts elsewhere, and a right password since they began. */
    private Optional<Diagnosis.Unaffected> unaffected(AccountName name, List<Lockout> lockouts) {
        if (lockouts.isEmpty() || lockouts.stream().anyMatch(Lockout::familiar)) {
            return Optional.empty();
        }
        Instant since = lockouts.getFirst().since();
        return last(name, true)
                .filter(success -> success.at().isAfter(since))
                .flatMap(success -> last(name, false)
                        .map(failure -> new Diagnosis.Unaffected(
                                success.at(), failure.client().network())));
    }

    private Optional<SignInRecord> last(AccountName account, boolean success) {
        return journal.pending(account).stream()
                .filter(each -> (each.code() == SignInCode.SUCCESS) == success)
                .findFirst()
                .or(
                        () -> log
                                .list(new SignInLog.Query(
                                        Optional.of(account), Optional.of(success), Optional.empty(), 1))
                                .stream()
                                .findFirst());
    }

    /** Whether mail or sign-ins of an account were ever seen. */
    boolean isKnown(AccountName account, Instant now) {
        return !store.of(account, 1).isEmpty()
                || isKnownToHaveSent(account)
                || lastAttempt(account).isPresent()
                || !signIns.lockouts(account, now).isEmpty();
    }

    private boolean isKnownToHaveSent(AccountName account) {
        return !ledger.traces(account, 1).isEmpty();
    }

    private Diagnosis.Sending sending(AccountName name, Optional<User> user, List<Lockout> lockouts, Instant now) {
        List<AccountName> names = Diagnosis.names(name, user);
        List<SendingRestriction> history = history(names);
        Optional<SignInRecord> last = lastAttempt(name);
        boolean known = !history.isEmpty() || !lockouts.isEmpty() || last.isPresent() || isKnownToHaveSent(name);
        return new Diagnosis.Sending(
                names.stream()
                        .flatMap(each -> locks.stopsSending(each, now).stream())
                        .findFirst(),
                names.stream()
                        .flatMap(each -> allowed.covering(each, now).stream())
                        .findFirst(),
                history,
                known,
                last,
                gates.gates(now));
    }

    private List<SendingRestriction> history(List<AccountName> names) {
        return names.stream().flatMap(each -> store.of(each, HISTORY).stream()).toList();
    }

    /** The log is a flush interval behind; what is missing there waits in the journal. */
    private Optional<SignInRecord> lastAttempt(AccountName account) {
        return journal.pending(account).stream()
                .findFirst()
                .or(() ->
                        log
                                .list(new SignInLog.Query(Optional.of(account), Optional.empty(), Optional.empty(), 1))
                                .stream()
                                .findFirst());
    }
}
