package org.odklep.web.admin.home;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.Lockout;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInRecord;
import org.odklep.user.User;
import org.odklep.web.admin.GateBoard;

/**
 * What is known of an account that has trouble: all four kinds of lock, and what else may be the matter.
 *
 * @param user who it is in the built-in directory; empty for an account that lives elsewhere
 * @param sending what of its mail the reader may know; empty for nothing
 * @param lockouts what keeps it from signing in after wrong passwords
 * @param unaffected that the owner signed in all the same since then, if that is known
 */
record Diagnosis(
        AccountName account,
        Optional<User> user,
        Optional<Sending> sending,
        List<Lockout> lockouts,
        Optional<Unaffected> unaffected,
        Instant now) {
    /** After a restriction, so long is asked whether the password was changed. */
    private static final Duration SUSPECT = Duration.ofDays(7);

    private static final Duration LATELY = Duration.ofHours(24);

    /**
     * What only those see who may read the security pages.
     *
     * @param restriction what bars the account, or one of its aliases, from sending
     * @param history the last restrictions, the newest first
     * @param known whether anything was ever seen of the account
     * @param lastAttempt to sign in
     */
    record Sending(
            Optional<SendingRestriction> restriction,
            Optional<AllowEntry> allowed,
            List<SendingRestriction> history,
            boolean known,
            Optional<SignInRecord> lastAttempt,
            List<GateBoard.State> gates) {}

    /**
     * A lockout that the owner does not notice, for it holds elsewhere only.
     *
     * @param signedIn when the owner last did
     * @param network where the last wrong password came from
     */
    record Unaffected(Instant signedIn, String network) {}

    /** What mail may have gone by: the name first, then the aliases. */
    List<AccountName> names() {
        return names(account, user);
    }

    /** The same of an account that is not diagnosed yet. */
    static List<AccountName> names(AccountName account, Optional<User> user) {
        return user.map(each -> List.copyOf(each.names())).orElse(List.of(account));
    }

    Optional<SendingRestriction> restriction() {
        return sending.flatMap(Sending::restriction);
    }

    boolean isBlocked() {
        return user.filter(each -> !each.isEnabled()).isPresent();
    }

    boolean hasNoPassword() {
        return user.filter(each -> each.password().hash().isEmpty()).isPresent();
    }

    boolean mustChange() {
        return !hasNoPassword()
                && user.filter(each -> each.password().mustChange()).isPresent();
    }

    /** Whether the last attempt to sign in failed for a wrong password, within the last day. */
    boolean triedWrongPassword() {
        return sending.flatMap(Sending::lastAttempt)
                .filter(last ->
                        last.code() == SignInCode.WRONG_PASSWORD && last.at().isAfter(now.minus(LATELY)))
                .isPresent();
    }

    /** Whether somebody, and not a policy, restricted the account. */
    boolean isByHand() {
        return restriction().filter(each -> each.evidence().isEmpty()).isPresent();
    }

    /** Whether the password is still the one with which the account went over its limit. */
    boolean hasOldPassword() {
        return restriction()
                .filter(each -> each.evidence().isPresent())
                .flatMap(each ->
                        user.filter(owner -> !owner.password().changedAt().isAfter(each.since())))
                .isPresent();
    }

    /** A policy restricted the account lately, and its password is still the one from before. */
    Optional<SendingRestriction> suspicion() {
        return user.flatMap(owner -> sending.stream()
                .flatMap(each -> each.history().stream())
                .filter(each -> each.evidence().isPresent() && each.since().isAfter(now.minus(SUSPECT)))
                .max(Comparator.comparing(SendingRestriction::since))
                .filter(each -> owner.password().changedAt().isBefore(each.since())));
    }
}
