package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Lock;
import org.odklep.lock.Locks;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.Refusals;
import org.odklep.sending.Standing;
import org.odklep.sending.Standings;
import org.odklep.signin.SignInLocks;
import org.odklep.user.User;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** Gathers how an account stands, for the reader who asks. */
@Component
class AccountStates {
    private final Standings standings;
    private final SignInLocks signInLocks;
    private final OutboundPolicies policies;
    private final Locks locks;
    private final Refusals refusals;
    private final AccountActivities activities;
    private final InstantSource clock;

    AccountStates(
            Standings standings,
            SignInLocks signInLocks,
            OutboundPolicies policies,
            Locks locks,
            Refusals refusals,
            AccountActivities activities,
            InstantSource clock) {
        this.standings = standings;
        this.signInLocks = signInLocks;
        this.policies = policies;
        this.locks = locks;
        this.refusals = refusals;
        this.activities = activities;
        this.clock = clock;
    }

    /** A user of the directory, under all names. */
    AccountState of(User user, Actor actor, Words words) {
        Instant now = clock.instant();
        Subject subject = new Subject(Optional.of(user), List.copyOf(user.names()), user.displayName());
        return state(subject, signInLocks.of(user, now), actor, words, now);
    }

    /** An account that is known by its name alone. */
    AccountState of(AccountName account, Actor actor, Words words) {
        Instant now = clock.instant();
        Subject subject = new Subject(Optional.empty(), List.of(account), account.value());
        return state(subject, signInLocks.of(account, now), actor, words, now);
    }

    /** @param names the own one first */
    private record Subject(Optional<User> user, List<AccountName> names, String title) {}

    private AccountState state(Subject subject, List<Lock> signIn, Actor actor, Words words, Instant now) {
        boolean told = actor.may(Right.READ);
        List<Standing> sending = told
                ? subject.names().stream().map(name -> standings.of(name, now)).toList()
                : List.of();
        List<AccountStop> stops = Stream.concat(
                        sending.stream().flatMap(each -> AccountStop.of(each, now)),
                        signIn.stream().map(AccountStop::of))
                .sorted(Comparator.comparingInt(AccountStop::rank))
                .toList();
        AccountName own = subject.names().getFirst();
        RestrictionWords reader = new RestrictionWords(words, policies, locks, now);
        AccountLocks said = new AccountLocks(subject.user(), actor, reader, refusals);
        return new AccountState(
                own.value(),
                AccountSentence.of(own, stops, subject.user().isPresent(), told).say(subject.title(), words),
                stops.stream().map(said::say).toList(),
                sending.stream()
                        .flatMap(each -> each.allowedBy().stream())
                        .findFirst()
                        .map(entry -> RestrictionDetails.exception(entry, words))
                        .orElse(null),
                activities.of(subject.names(), sending, actor, reader, now));
    }
}
