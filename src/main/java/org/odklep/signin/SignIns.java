package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Passwords;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.Lockout;
import org.odklep.lock.References;
import org.odklep.user.Authority;
import org.odklep.user.User;

/**
 * The one way to try a password: {@link #begin} says whether it may be looked at, then exactly one of {@link #succeeded},
 * {@link #failed} and {@link #cancelled} says what came of it. All gates share the counts.
 *
 * <p>Wrong passwords at familiar places and at all others are counted apart, so an attacker elsewhere locks the owner out
 * of nothing. All methods throw {@link StoreUnavailable} when the store is away; a block is told all the same.
 */
public final class SignIns {
    /** How long a gate may take between the beginning and the end of an attempt. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(60);

    private static final int MAX_IN_FLIGHT = 50_000;

    private final LockoutStore lockouts;
    private final PlaceStore places;
    private final SmartLockout smart;
    private final SprayGuard spray;
    private final SignInBlocks blocks;
    private final SignInJournal journal;
    private final RandomGenerator random;
    private final Map<SignInAttempt, Counted> inFlight = new ConcurrentHashMap<>();
    private final Elsewhere elsewhere = new Elsewhere(MAX_IN_FLIGHT);

    /**
     * An attempt that counts as wrong until its password is known to be right.
     *
     * @param state what was stored when it was counted
     * @param end when it is forgotten here
     */
    private record Counted(LockoutState state, Instant end) {}

    public SignIns(
            LockoutStore lockouts,
            PlaceStore places,
            SmartLockout smart,
            SprayGuard spray,
            SignInBlocks blocks,
            SignInJournal journal,
            RandomGenerator random) {
        this.lockouts = lockouts;
        this.places = places;
        this.smart = smart;
        this.spray = spray;
        this.blocks = blocks;
        this.journal = journal;
        this.random = random;
        blocks.lists().whenForgiven(spray::forget);
    }

    /**
     * Says whether a password may be looked at, and counts it as wrong until it is known to be right. The same attempt,
     * begun again before it ended, counts once.
     */
    public Admission begin(SignInAttempt attempt, Instant now) {
        return begin(
                attempt,
                blocks.on(attempt, now).isPresent() ? isKnownFamiliar(attempt, now) : isFamiliar(attempt, now),
                now);
    }

    /** The same, for a caller who has asked {@link #isFamiliar} before. */
    Admission begin(SignInAttempt attempt, boolean familiar, Instant now) {
        Optional<Admission.Refused> block = blocks.on(attempt, now);
        if (block.isPresent()) {
            turnedAway(attempt, block.get().code(), familiar, now);
            return block.get();
        }
        if (isInFlight(attempt, now)) {
            return new Admission.Admitted(Duration.ZERO, familiar);
        }
        if (!familiar && spray.isRefused(attempt.client(), now) && !isAllowed(attempt, now)) {
            return refuse(attempt, SignInCode.MALICIOUS_NETWORK, false, now.plus(SprayGuard.WINDOW), now);
        }
        // Whoever goes on guessing at a locked account shall cost a look, and not a write.
        LockoutState known = lockouts.get(key(attempt, familiar));
        return known.isLocked(now) ? lockedOut(attempt, known, familiar, now) : count(attempt, known, familiar, now);
    }

    private Admission count(SignInAttempt attempt, LockoutState known, boolean familiar, Instant now) {
        AtomicReference<SmartLockout.Verdict> verdict = new AtomicReference<>(SmartLockout.Verdict.LOCKED);
        LockoutState state = lockouts.update(key(attempt, familiar), known, before -> {
            SmartLockout.Step step = smart.begin(before, attempt.password(), now);
            verdict.set(step.verdict());
            return step.state();
        });
        if (verdict.get() == SmartLockout.Verdict.LOCKED) {
            return lockedOut(attempt, state, familiar, now);
        }
        if (verdict.get() == SmartLockout.Verdict.COUNTED && inFlight.size() < MAX_IN_FLIGHT) {
            inFlight.put(attempt, new Counted(state, now.plus(IN_FLIGHT)));
        }
        return new Admission.Admitted(delay(attempt, familiar, now), familiar);
    }

    /**
     * The same, for an attempt whose password is looked at through another gate: {@link #expected} knows it there, so that it
     * counts once.
     */
    public Admission beginElsewhere(SignInAttempt attempt, Instant now) {
        Admission admission = begin(attempt, now);
        if (admission instanceof Admission.Admitted(Duration delay, boolean familiar)) {
            Passwords.Caller caller = new Passwords.Caller(familiar, attempt.client());
            elsewhere.add(attempt.account(), caller, now.plus(delay).plus(IN_FLIGHT));
        }
        return admission;
    }

    /**
     * Whether an attempt on an account was admitted by {@link #beginElsewhere} and was not asked for yet; a result says
     * who made it, as {@link #beginElsewhere} was told.
     */
    Optional<Passwords.Caller> expected(AccountName account, Instant now) {
        return elsewhere.take(account, now);
    }

    /**
     * Does for an attempt that was refused what the store does for one that was counted, and tells how long that one would have
     * had to wait: whoever tries shall not know the difference.
     */
    Duration refused(SignInAttempt attempt, Admission.Refused refusal, boolean familiar, Instant now) {
        LockoutStore.Key key = key(attempt, familiar);
        lockouts.update(key, refusal.counts().orElseGet(() -> lockouts.get(key)), before -> smart.refused(before, now));
        return delay(attempt, familiar, now);
    }

    /** Notes in the sign-in log how an attempt ended that counts elsewhere. */
    void note(SignInAttempt attempt, SignInCode code, Instant now) {
        record(attempt, code, isFamiliar(attempt, now), now);
    }

    /** Somebody whom we trust says who it is: makes the place familiar, and leaves the counts of passwords alone. */
    void vouchedFor(SignInAttempt attempt, Instant now) {
        boolean familiar = isFamiliar(attempt, now);
        learn(attempt, now);
        record(attempt, SignInCode.SUCCESS, familiar, now);
    }

    /** The password was right: wipes the count and makes the place familiar. */
    public void succeeded(SignInAttempt attempt, Instant now) {
        succeeded(attempt, isFamiliar(attempt, now), now);
    }

    /** The same, for a caller who has asked {@link #isFamiliar} before. */
    void succeeded(SignInAttempt attempt, boolean familiar, Instant now) {
        LockoutStore.Key key = key(attempt, familiar);
        Counted counted = inFlight.remove(attempt);
        lockouts.update(key, counted == null ? lockouts.get(key) : counted.state(), before -> LockoutState.NONE);
        learn(attempt, now);
        record(attempt, SignInCode.SUCCESS, familiar, now);
    }

    private void learn(SignInAttempt attempt, Instant now) {
        if (!spray.isAnonymous(attempt)) {
            places.learn(attempt.account(), attempt.place(), now);
        }
    }

    /** The password was wrong, or there is no such account. */
    public void failed(SignInAttempt attempt, SignInCode code, Instant now) {
        failed(attempt, code, isFamiliar(attempt, now), now);
    }

    /** The same, for a caller who has asked {@link #isFamiliar} before. */
    void failed(SignInAttempt attempt, SignInCode code, boolean familiar, Instant now) {
        inFlight.remove(attempt);
        turnedAway(attempt, code, familiar, now);
    }

    /** The password was not looked at after all, or was right and of no use: the attempt does not count. */
    public void cancelled(SignInAttempt attempt, SignInCode code, Instant now) {
        cancelled(attempt, code, isFamiliar(attempt, now), now);
    }

    /** The same, for a caller who has asked {@link #isFamiliar} before. */
    void cancelled(SignInAttempt attempt, SignInCode code, boolean familiar, Instant now) {
        Counted counted = inFlight.remove(attempt);
        if (counted != null) {
            lockouts.update(
                    key(attempt, familiar), counted.state(), before -> smart.cancel(before, attempt.password()));
        }
        record(attempt, code, familiar, now);
    }

    /** The lockouts of an account now: none, one, or both. */
    public List<Lockout> lockouts(AccountName account, Instant now) {
        return Stream.of(true, false)
                .flatMap(familiar -> lockout(new LockoutStore.Key(account, familiar), now).stream())
                .toList();
    }

    /** All lockouts now, those that last longest first. */
    public List<Lockout> locked(Instant now, int limit) {
        return lockouts.locked(now, limit).stream()
                .map(entry -> lockout(entry.key(), entry.state()))
                .toList();
    }

    /** Which of some accounts are locked out now, at whatever places. */
    public Set<AccountName> locked(Collection<AccountName> accounts, Instant now) {
        return lockouts.locked(accounts, now);
    }

    /** A page of them. */
    public List<Lockout> locked(LockoutQuery query) {
        return lockouts.list(query).stream()
                .map(entry -> lockout(entry.key(), entry.state()))
                .toList();
    }

    /** How many there are now. */
    public LockoutStore.Tally tally(Instant now) {
        return lockouts.tally(now);
    }

    /** Ends the lockouts of an account and forgets its wrong passwords. */
    public UnlockResult unlock(AccountName account, Reason reason, Actor actor, Instant now) {
        return actor.may(Right.RELEASE)
                ? end(account, reason, actor, now)
                : new UnlockResult.NotAllowed(Right.RELEASE.leastRole());
    }

    /** The same for a user: whoever may give one a new password, which ends a lockout too, may do without it. */
    public UnlockResult unlock(User user, Reason reason, Actor actor, Instant now) {
        return missingToUnlock(user, actor)
                .<UnlockResult>map(UnlockResult.NotAllowed::new)
                .orElseGet(() -> end(user.name(), reason, actor, now));
    }

    /** The role that an actor lacks to end the lockouts of a user; empty when he may. */
    public static Optional<Role> missingToUnlock(User user, Actor actor) {
        return actor.may(Right.RELEASE) ? Optional.empty() : Authority.missing(actor, Right.RESET_PASSWORD, user);
    }

    private UnlockResult end(AccountName account, Reason reason, Actor actor, Instant now) {
        AuditEvent event = new AuditEvent(
                now, actor.name(), actor.origin(), "lockout.end", account.value(), reason.text(), null, null);
        return lockouts.clear(account, event) ? new UnlockResult.Unlocked() : new UnlockResult.NotLocked();
    }

    /** Forgets attempts that no gate finished. */
    public void sweep(Instant now) {
        inFlight.values().removeIf(counted -> !now.isBefore(counted.end()));
        elsewhere.sweep(now);
    }

    /** How long an attempt waits, because of spray from where it comes. */
    private Duration delay(SignInAttempt attempt, boolean familiar, Instant now) {
        return familiar || isAllowed(attempt, now) ? Duration.ZERO : spray.delay(attempt.client(), now);
    }

    private boolean isAllowed(SignInAttempt attempt, Instant now) {
        return blocks.lists().isAllowed(attempt, now);
    }

    private Optional<Lockout> lockout(LockoutStore.Key key, Instant now) {
        return Optional.of(lockouts.get(key))
                .filter(state -> state.isLocked(now))
                .map(state -> lockout(key, state));
    }

    private static Lockout lockout(LockoutStore.Key key, LockoutState state) {
        return new Lockout(key.account(), key.familiar(), state.failures(), state.lockedSince(), state.lockedUntil());
    }

    /** Whether the account signed in from there, with the same kind of client, within {@link PlaceStore#REMEMBERED}. */
    boolean isFamiliar(SignInAttempt attempt, Instant now) {
        return places.isFamiliar(attempt.account(), attempt.place(), now.minus(PlaceStore.REMEMBERED));
    }

    /** A block holds while the store is away, and then nobody knows. */
    private boolean isKnownFamiliar(SignInAttempt attempt, Instant now) {
        try {
            return isFamiliar(attempt, now);
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    private boolean isInFlight(SignInAttempt attempt, Instant now) {
        Counted counted = inFlight.get(attempt);
        return attempt.password().isPresent() && counted != null && now.isBefore(counted.end());
    }

    private static LockoutStore.Key key(SignInAttempt attempt, boolean familiar) {
        return new LockoutStore.Key(attempt.account(), familiar);
    }

    private Admission lockedOut(SignInAttempt attempt, LockoutState state, boolean familiar, Instant now) {
        turnedAway(attempt, SignInCode.LOCKED_OUT, familiar, now);
        return new Admission.Refused(SignInCode.LOCKED_OUT, state.lockedUntil(), Optional.of(state));
    }

    private Admission refuse(SignInAttempt attempt, SignInCode code, boolean familiar, Instant until, Instant now) {
        turnedAway(attempt, code, familiar, now);
        return new Admission.Refused(code, until);
    }

    /** Many accounts tried from one network are spray, whether or not a lock kept their passwords from being looked at. */
    private void turnedAway(SignInAttempt attempt, SignInCode code, boolean familiar, Instant now) {
        if (!isAllowed(attempt, now)) {
            spray.failed(attempt.account(), attempt.client(), now);
        }
        record(attempt, code, familiar, now);
    }

    private void record(SignInAttempt attempt, SignInCode code, boolean familiar, Instant now) {
        journal.add(new SignInRecord(
                References.next(random), now, attempt.account(), attempt.client(), attempt.kind(), familiar, code));
    }
}
