package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.user.Authority;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** What was done since an account was restricted, read from what was recorded, and the key to what was not. */
@Component
class Precautions {
    /** From when on sign-ins may be those of a stranger: this long before the restriction. */
    private static final Duration BEFORE = Duration.ofHours(24);

    private static final int SIGN_INS = 1000;
    private static final int ENTRIES = 200;
    private static final List<String> PASSWORDS = List.of("user.resetPassword", "user.changePassword");
    private static final List<String> SESSIONS =
            List.of("user.revokeSessions", "user.resetPassword", "user.blockSignIn");

    private final Users users;
    private final AuditLog audit;
    private final SignInLog signIns;

    Precautions(Users users, AuditLog audit, SignInLog signIns) {
        this.users = users;
        this.audit = audit;
        this.signIns = signIns;
    }

    List<Precaution> of(SendingRestriction restriction, Actor actor, Words words) {
        Optional<User> user = users.find(restriction.account().value(), actor);
        return List.of(
                user.map(each -> password(restriction, each, actor, words))
                        .orElseGet(() -> elsewhere("password", words)),
                user.map(each -> sessions(restriction, each, actor, words))
                        .orElseGet(() -> elsewhere("sessions", words)),
                signIns(user.map(User::name).orElse(restriction.account()), restriction.since(), words));
    }

    private Precaution password(SendingRestriction restriction, User user, Actor actor, Words words) {
        Instant changed = user.password().changedAt();
        return changed.isAfter(restriction.since())
                ? done("password", changed, by(user, PASSWORDS, changed, actor, words), words)
                : open(
                        "password",
                        Authority.missing(actor, Right.RESET_PASSWORD, user),
                        new Precaution.Key(words.say("user.password"), AccountAddresses.password(user), false),
                        words);
    }

    private Precaution sessions(SendingRestriction restriction, User user, Actor actor, Words words) {
        Instant ended = user.times().sessionsValidFrom();
        return ended.isAfter(restriction.since())
                ? done("sessions", ended, by(user, SESSIONS, ended, actor, words), words)
                : open(
                        "sessions",
                        Authority.missing(actor, Right.RESET_PASSWORD, user),
                        new Precaution.Key(
                                words.say("user.sessionsSubmit"), AccountAddresses.of(restriction) + "/sessions", true),
                        words);
    }

    /** Nobody records that somebody looked: it counts what there is to look at. */
    private Precaution signIns(AccountName account, Instant restricted, Words words) {
        List<SignInRecord> recent =
                signIns
                        .list(new SignInLog.Query(Optional.of(account), Optional.of(true), Optional.empty(), SIGN_INS))
                        .stream()
                        .filter(each -> !each.at().isBefore(restricted.minus(BEFORE)))
                        .toList();
        long strange = recent.stream().filter(each -> !each.familiar()).count();
        Precaution.State state = recent.isEmpty()
                ? Precaution.State.UNKNOWN
                : strange == 0 ? Precaution.State.DONE : Precaution.State.OPEN;
        return precaution(
                "signIns",
                state,
                recent.isEmpty()
                        ? words.say("precaution.signIns.none")
                        : words.count("precaution.signIns.found", recent.size(), strange),
                new Precaution.Key(
                        words.say("precaution.signIns.look"),
                        strange == 0 ? AccountAddresses.signIns(account) : AccountAddresses.strangeSignIns(account),
                        false),
                null,
                words);
    }

    private static Precaution done(String name, Instant at, Optional<String> by, Words words) {
        String said = by.map(actor -> words.say("precaution.doneBy." + name, actor))
                .orElseGet(() -> words.say("precaution.done." + name));
        return new Precaution(
                name,
                Precaution.State.DONE,
                words.say("precaution.state.DONE"),
                words.say("precaution.name." + name),
                said,
                words.moment(at),
                null,
                null);
    }

    private static Precaution open(String name, Optional<Role> missing, Precaution.Key key, Words words) {
        return precaution(
                name,
                Precaution.State.OPEN,
                words.say("precaution.open." + name),
                missing.isEmpty() ? key : null,
                missing.map(role -> words.say("user.needs.reset", words.say("role." + role.key())))
                        .orElse(null),
                words);
    }

    private static Precaution elsewhere(String name, Words words) {
        return precaution(name, Precaution.State.UNKNOWN, words.say("precaution.elsewhere." + name), null, null, words);
    }

    private static Precaution precaution(
            String name,
            Precaution.State state,
            String said,
            Precaution.@Nullable Key key,
            @Nullable String needs,
            Words words) {
        return new Precaution(
                name,
                state,
                words.say("precaution.state." + state),
                words.say("precaution.name." + name),
                said,
                null,
                key,
                needs);
    }

    /** Who did it, as the audit log has it, for those who may read that. */
    private Optional<String> by(User user, List<String> actions, Instant at, Actor actor, Words words) {
        if (!actor.may(Right.READ_AUDIT)) {
            return Optional.empty();
        }
        return audit.newest(new AuditQuery(Optional.of(user.target()), Long.MAX_VALUE, ENTRIES)).stream()
                .map(entry -> entry.event())
                .filter(event -> actions.contains(event.action()))
                .filter(event -> Duration.between(at, event.at()).abs().compareTo(Duration.ofSeconds(1)) < 0)
                .findFirst()
                .map(AuditEvent::actor)
                .map(name -> RestrictionWords.actor(name, words));
    }
}
