package org.odklep.web.admin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.BlockedSignIn;
import org.odklep.lock.Lockout;
import org.odklep.lock.PasswordDue;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Refusals;
import org.odklep.signin.SignIns;
import org.odklep.user.Authority;
import org.odklep.user.User;
import org.odklep.web.admin.words.Words;

/**
 * Puts the locks of one account into words, with the key beside each that the reader may turn.
 *
 * @param user empty for an account outside of the directory
 */
record AccountLocks(Optional<User> user, Actor actor, RestrictionWords reader, Refusals refusals) {
    AccountLock say(AccountStop stop) {
        return switch (stop.lock()) {
            case SendingRestriction restriction -> restriction(restriction, stop.allowed());
            case BlockedSignIn block -> block(block);
            case Lockout lockout -> lockout(lockout);
            case PasswordDue due -> password(due);
        };
    }

    private AccountLock restriction(SendingRestriction restriction, Optional<AllowEntry> allowed) {
        Words words = reader.words();
        boolean may = actor.may(Right.RELEASE);
        boolean own =
                user.map(each -> each.name().equals(restriction.account())).orElse(true);
        return new AccountLock(
                "sending",
                "restricted",
                words.say("account.lock.sending"),
                own ? null : restriction.account().value(),
                reader.why(restriction),
                reader.setBy(restriction),
                reader.moment(restriction.since(), restriction),
                restriction.until().map(end -> reader.moment(end, restriction)).orElse(null),
                reader.endWords(restriction),
                evidence(restriction),
                refusals.restricted(restriction),
                words.say(allowed.isPresent() ? "details.replyHintPast" : "details.replyHint"),
                allowed.map(entry -> RestrictionDetails.exception(entry, words)).orElse(null),
                may ? AccountLock.Key.panel(words.say("release.submit"), AccountAddresses.unblock(restriction)) : null,
                may ? null : needs("release.needs", Right.RELEASE.leastRole()));
    }

    private AccountLock.Evidence evidence(SendingRestriction restriction) {
        Words words = reader.words();
        String refused = words.count("account.refused", restriction.refused());
        return new AccountLock.Evidence(
                restriction
                        .evidence()
                        .map(each -> words.say("account.evidence", RestrictionWords.measured(each, words), refused))
                        .orElse(refused),
                AccountAddresses.of(restriction),
                words.say("account.evidence.all", restriction.id()));
    }

    private AccountLock block(BlockedSignIn block) {
        Words words = reader.words();
        Optional<Role> missing = missing(Right.BLOCK_SIGN_IN);
        return new AccountLock(
                "block",
                "blocked",
                words.say("account.lock.block"),
                null,
                block.reason().text(),
                RestrictionWords.actor(block.setBy(), words),
                words.moment(block.since()),
                null,
                words.say("account.until.block"),
                null,
                words.say("account.reply.signIn"),
                words.say("account.replyHint.signIn"),
                null,
                user.filter(each -> missing.isEmpty())
                        .map(each ->
                                AccountLock.Key.panel(words.say("user.allowSubmit"), AccountAddresses.signIn(each)))
                        .orElse(null),
                missing.map(role -> needs("user.needs.block", role)).orElse(null));
    }

    private AccountLock lockout(Lockout lockout) {
        Words words = reader.words();
        Optional<Role> missing = user.map(each -> SignIns.missingToUnlock(each, actor))
                .orElseGet(() -> Authority.missing(actor, Right.RELEASE));
        return new AccountLock(
                lockout.familiar() ? "lockout-familiar" : "lockout",
                "locked",
                words.say("user.lockouts"),
                null,
                words.say(
                        lockout.familiar() ? "user.lockout.familiar" : "user.lockout.unfamiliar",
                        lockout.failures(),
                        words.moment(lockout.end()).text()),
                words.say("account.setBy.lockout"),
                words.moment(lockout.since()),
                words.moment(lockout.end()),
                words.say("end.until"),
                actor.may(Right.READ)
                        ? new AccountLock.Evidence(
                                words.count("account.failures", lockout.failures()),
                                AccountAddresses.refusedSignIns(lockout.account()),
                                words.say("account.failures.all"))
                        : null,
                words.say("account.reply.signIn"),
                words.say("account.replyHint.signIn"),
                null,
                missing.isEmpty() ? AccountLock.Key.form(words.say("user.unlock"), lockoutPath()) : null,
                missing.map(role -> needs("account.needs.lockout", role)).orElse(null));
    }

    private AccountLock password(PasswordDue due) {
        Words words = reader.words();
        Optional<Role> missing = missing(Right.RESET_PASSWORD);
        String kind = due.missing() ? "missing" : "due";
        return new AccountLock(
                "password",
                "key",
                words.say("account.lock.password." + kind),
                null,
                words.say("account.reason.password." + kind),
                "",
                words.moment(due.since()),
                null,
                words.say("account.until.password." + kind),
                null,
                words.say("account.reply.signIn"),
                words.say(due.missing() ? "account.replyHint.signIn" : "account.replyHint.password"),
                null,
                user.filter(each -> missing.isEmpty())
                        .map(each -> AccountLock.Key.panel(words.say("user.password"), AccountAddresses.password(each)))
                        .orElse(null),
                missing.map(role -> needs("user.needs.reset", role)).orElse(null));
    }

    private String lockoutPath() {
        return user.map(each -> AccountAddresses.of(each) + "/lockout").orElse(AccountAddresses.BY_NAME + "/lockout");
    }

    /** The role that the actor lacks; nobody is in the way where there is no user. */
    private Optional<Role> missing(Right right) {
        return user.flatMap(each -> Authority.missing(actor, right, each));
    }

    private @Nullable String needs(String key, Role role) {
        return reader.words()
                .say(
                        key,
                        reader.words().say("role." + role.key()),
                        reader.words().say("role." + actor.role().key()));
    }
}
