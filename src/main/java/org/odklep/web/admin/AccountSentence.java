package org.odklep.web.admin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.lock.BlockedSignIn;
import org.odklep.lock.Lock;
import org.odklep.lock.Lockout;
import org.odklep.lock.PasswordDue;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.admin.words.Words;

/**
 * Whether somebody can sign in and can send, in one sentence. Of several locks it names the one that stops most; the page
 * lists them all below.
 *
 * @param signInEnd when a lockout ends, if there is one
 * @param restriction that the sentence names, if there is one
 */
record AccountSentence(
        SignIn signIn, Optional<Instant> signInEnd, Sending sending, Optional<SendingRestriction> restriction) {
    /** Whether sign-in works. */
    enum SignIn {
        ALLOWED,
        BLOCKED,
        NO_PASSWORD,
        MUST_CHANGE,
        LOCKED,
        LOCKED_FAMILIAR,
        LOCKED_ELSEWHERE,
        /** The account is not in our directory. */
        UNKNOWN;

        boolean isPossible() {
            return this == ALLOWED || this == LOCKED_ELSEWHERE;
        }
    }

    /** Whether sending works. */
    enum Sending {
        ALLOWED,
        OUTRANKED,
        RESTRICTED,
        RESTRICTED_UNTIL,
        /** Under another name than the account's own. */
        RESTRICTED_ALIAS,
        /** The reader may not know. */
        UNTOLD;

        boolean isPossible() {
            return this == ALLOWED || this == OUTRANKED;
        }
    }

    /**
     * What follows from locks.
     *
     * @param account the own name
     * @param known whether the account is in our directory
     * @param told whether the reader may know about sending
     */
    static AccountSentence of(AccountName account, List<AccountStop> stops, boolean known, boolean told) {
        List<Lock> locks = stops.stream().map(AccountStop::lock).toList();
        List<Lockout> lockouts = each(locks, Lockout.class);
        Optional<SendingRestriction> restriction = each(
                        stops.stream()
                                .filter(stop -> !stop.isOutranked())
                                .map(AccountStop::lock)
                                .toList(),
                        SendingRestriction.class)
                .stream()
                .findFirst();
        boolean outranked = stops.stream().anyMatch(AccountStop::isOutranked);
        return new AccountSentence(
                signIn(locks, lockouts, known),
                lockouts.stream().map(Lockout::end).min(Comparator.naturalOrder()),
                told ? sending(account, restriction, outranked) : Sending.UNTOLD,
                restriction);
    }

    private static SignIn signIn(List<Lock> locks, List<Lockout> lockouts, boolean known) {
        Optional<PasswordDue> due = each(locks, PasswordDue.class).stream().findFirst();
        if (!each(locks, BlockedSignIn.class).isEmpty()) {
            return SignIn.BLOCKED;
        }
        if (due.filter(PasswordDue::missing).isPresent()) {
            return SignIn.NO_PASSWORD;
        }
        if (lockouts.size() > 1) {
            return SignIn.LOCKED;
        }
        if (due.isPresent()) {
            return SignIn.MUST_CHANGE;
        }
        return lockouts.stream()
                .findFirst()
                .map(lockout -> lockout.familiar() ? SignIn.LOCKED_FAMILIAR : SignIn.LOCKED_ELSEWHERE)
                .orElse(known ? SignIn.ALLOWED : SignIn.UNKNOWN);
    }

    private static Sending sending(AccountName account, Optional<SendingRestriction> restriction, boolean outranked) {
        if (restriction.isEmpty()) {
            return outranked ? Sending.OUTRANKED : Sending.ALLOWED;
        }
        if (!restriction.get().account().equals(account)) {
            return Sending.RESTRICTED_ALIAS;
        }
        return restriction.get().until().isPresent() ? Sending.RESTRICTED_UNTIL : Sending.RESTRICTED;
    }

    private static <T extends Lock> List<T> each(List<Lock> locks, Class<T> kind) {
        return locks.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The sentence. */
    String say(String name, Words words) {
        String canSignIn = words.say("account.signIn." + signIn, text(signInEnd, words));
        boolean apart = !signIn.isPossible() && signIn != SignIn.UNKNOWN && sending.isPossible();
        String canSend = words.say(
                "account.sending." + (apart ? "FREE_" : "") + sending,
                text(restriction.flatMap(SendingRestriction::until), words),
                restriction.map(each -> each.account().value()).orElse(""));
        if (signIn == SignIn.UNKNOWN || sending == Sending.UNTOLD) {
            return words.say("account.sentence.one", name, signIn == SignIn.UNKNOWN ? canSend : canSignIn);
        }
        return words.say("account.sentence." + joint(), name, canSignIn, canSend);
    }

    private String joint() {
        if (!signIn.isPossible() && sending.isPossible()) {
            return "apart";
        }
        if (signIn.isPossible() != sending.isPossible()) {
            return "but";
        }
        return signIn == SignIn.ALLOWED ? "and" : "alsoAnd";
    }

    private static String text(Optional<Instant> instant, Words words) {
        return instant.map(end -> words.moment(end).text()).orElse("");
    }
}
