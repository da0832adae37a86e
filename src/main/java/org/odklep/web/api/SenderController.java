package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Lock;
import org.odklep.lock.LockStore;
import org.odklep.lock.References;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Standing;
import org.odklep.sending.Standings;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLocks;
import org.odklep.signin.SignInLog;
import org.odklep.user.Users;
import org.odklep.web.graph.GraphError;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why an account may or may not send and sign in: everything that a help desk asks, in one answer. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/senders", produces = APPLICATION_JSON_VALUE)
class SenderController {
    private final Standings standings;
    private final LockStore store;
    private final SignInLocks signIns;
    private final SignInLog log;
    private final SignInJournal journal;
    private final Users users;
    private final RestrictedEntities restrictions;
    private final ApiSettings settings;
    private final InstantSource clock;

    SenderController(
            Standings standings,
            LockStore store,
            SignInLocks signIns,
            SignInLog log,
            SignInJournal journal,
            Users users,
            RestrictedEntities restrictions,
            ApiSettings settings,
            InstantSource clock) {
        this.standings = standings;
        this.store = store;
        this.signIns = signIns;
        this.log = log;
        this.journal = journal;
        this.users = users;
        this.restrictions = restrictions;
        this.settings = settings;
        this.clock = clock;
    }

    /** For names that cannot stand in a path, such as those with a slash. */
    @GetMapping
    SenderView named(@RequestParam String account, Actor actor) {
        return get(account, actor);
    }

    @GetMapping("/{account}")
    SenderView get(@PathVariable String account, Actor actor) {
        GraphError.require(actor, Right.READ);
        Instant now = clock.instant();
        AccountName name = parse(account);
        Standing standing = standings.of(name, now);
        List<Lock> signIn = signInLocks(name, actor, now);
        boolean known = standing.isKnown() || !signIn.isEmpty() || isKnown(name, actor);
        return SenderView.of(standing, known, signIn, restrictions, now);
    }

    private boolean isKnown(AccountName name, Actor actor) {
        return users.find(name.value(), actor).isPresent()
                || !journal.pending(name).isEmpty()
                || !log.list(new SignInLog.Query(Optional.of(name), Optional.empty(), Optional.empty(), 1))
                        .isEmpty();
    }

    private List<Lock> signInLocks(AccountName name, Actor actor, Instant now) {
        return users.find(name.value(), actor)
                .map(user -> signIns.of(user, now))
                .orElseGet(() -> signIns.of(name, now));
    }

    /** A name, or the reference of a restriction, which stands in the replies that people read out. */
    private AccountName parse(String account) {
        return References.within(account).stream()
                .flatMap(reference -> store.find(reference).stream())
                .findFirst()
                .map(SendingRestriction::account)
                .orElseGet(() -> settings.ownName("account", account));
    }
}
