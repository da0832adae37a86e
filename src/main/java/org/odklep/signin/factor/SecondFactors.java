package org.odklep.signin.factor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.signin.FactorNeed;
import org.odklep.signin.FactorRule;
import org.odklep.signin.LockoutState;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SmartLockout;
import org.odklep.signin.factor.FactorStore.Step;

/**
 * The second factors: setting one up, showing it, taking it away. Ask who may act on an owner before.
 *
 * <p>All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public final class SecondFactors implements FactorRule {
    /** How long a key that was shown waits for its first code. */
    static final Duration PENDING = Duration.ofMinutes(30);

    private static final int MAX_LENGTH = 200;

    private final FactorStore store;
    private final KeySeal seal;
    private final SmartLockout lockout;
    private final Set<Role> required;
    private final RandomGenerator random;

    /**
     * @param required roles that need a second factor
     * @param random of cryptographic quality
     */
    public SecondFactors(
            FactorStore store, KeySeal seal, SmartLockout lockout, Set<Role> required, RandomGenerator random) {
        this.store = store;
        this.seal = seal;
        this.lockout = lockout;
        this.required = Set.copyOf(required);
        this.random = random;
    }

    @Override
    public FactorNeed of(SessionOwner owner, Set<Role> roles) {
        if (store.find(owner).isSet()) {
            return FactorNeed.SHOW;
        }
        return Collections.disjoint(required, roles) ? FactorNeed.NONE : FactorNeed.SET_UP;
    }

    /** What may be shown of the second factor of somebody. */
    public FactorSummary summary(SessionOwner owner) {
        return FactorSummary.of(store.find(owner));
    }

    /** Makes a key for an authenticator app, which is good for nothing before {@link #confirm}. */
    public void begin(SessionOwner owner, Instant now) {
        byte[] key = new byte[Totp.KEY_BYTES];
        random.nextBytes(key);
        Factors.Pending pending = new Factors.Pending(seal.seal(owner, key), now);
        store.update(owner, before -> step(before.withPending(pending), true));
    }

    /** The key that waits for its first code. */
    public Optional<Secret> pending(SessionOwner owner, Instant now) {
        return pending(store.find(owner), owner, now).map(AppKey::text);
    }

    /**
     * Takes an authenticator app into use whose first code is right; it replaces the one before.
     *
     * @return new recovery codes, shown this once, and none in the list where there are passkeys whose codes stay good; empty when
     *     the code is wrong or no key waits for one
     */
    public Optional<List<Secret>> confirm(SessionOwner owner, Secret code, Actor actor, Instant now) {
        List<Secret> codes = RecoveryCodes.make(random);
        return store.update(owner, before -> {
            OptionalLong used = pending(before, owner, now)
                    .map(key -> Totp.match(key, digits(code), -1, now))
                    .orElse(OptionalLong.empty());
            Factors.Pending pending = before.pending();
            if (used.isEmpty() || pending == null) {
                return step(before, Optional.empty());
            }
            Factors.App app = new Factors.App(pending.key(), now, used.getAsLong());
            boolean keep = before.app() == null && before.isSet();
            List<String> hashes = keep ? before.codes() : hashes(owner, codes);
            AuditEvent event = event(owner, "factor.add", null, null, actor, now);
            return step(before.with(app, hashes), Optional.of(keep ? List.of() : codes), event);
        });
    }

    /** New recovery codes instead of those before, shown this once; empty where there is no second factor. */
    public Optional<List<Secret>> renewCodes(SessionOwner owner, Actor actor, Instant now) {
        List<Secret> codes = RecoveryCodes.make(random);
        boolean done = store.update(
                owner,
                before -> before.isSet()
                        ? step(
                                before.withCodes(hashes(owner, codes)),
                                true,
                                event(owner, "factor.newCodes", null, null, actor, now))
                        : step(before, false));
        return done ? Optional.of(codes) : Optional.empty();
    }

    /** Takes the own second factor away; false when there was none. */
    public boolean removeOwn(SessionOwner owner, Actor actor, Instant now) {
        return remove(owner, event(owner, "factor.remove", null, null, actor, now));
    }

    /** Takes the second factor of somebody else away, who lost it. */
    public FactorRemoval remove(SessionOwner owner, String target, Reason reason, Actor actor, Instant now) {
        AuditEvent event =
                new AuditEvent(now, actor.name(), actor.origin(), "factor.remove", target, reason.text(), null, null);
        return remove(owner, event) ? new FactorRemoval.Removed() : new FactorRemoval.NothingThere();
    }

    /** Forgets what belonged to somebody who is no more, lest the next one of the name inherits it. */
    public void forget(SessionOwner owner) {
        store.update(owner, before -> step(Factors.NONE, true));
    }

    /**
     * Looks at a code of the app or a recovery code. It counts as wrong from its beginning, and each is good once.
     *
     * @param actor who shows it, for the audit log
     */
    public FactorAnswer show(SessionOwner owner, Secret code, Actor actor, Instant now) {
        return store.update(owner, before -> {
            SmartLockout.Step counted = lockout.begin(before.wrong(), OptionalInt.empty(), now);
            if (!before.isSet() || counted.verdict() == SmartLockout.Verdict.LOCKED) {
                return step(before, FactorAnswer.DENIED);
            }
            Optional<Step<FactorAnswer>> right = RecoveryCodes.looksLike(code)
                    ? recovered(before, owner, code, actor, now)
                    : before.theApp()
                            .flatMap(app -> used(owner, app, code, now))
                            .map(app -> step(before.withUsed(app), FactorAnswer.RIGHT));
            return right.orElseGet(() -> wrong(before, counted, owner, actor, now));
        });
    }

    private static Optional<Step<FactorAnswer>> recovered(
            Factors before, SessionOwner owner, Secret code, Actor actor, Instant now) {
        String hash = RecoveryCodes.hash(owner, code);
        if (!before.codes().contains(hash)) {
            return Optional.empty();
        }
        Factors after = before.withCodes(without(before.codes(), hash)).withWrong(LockoutState.NONE);
        return Optional.of(
                step(after, FactorAnswer.RIGHT, event(owner, "factor.recoveryCode", null, null, actor, now)));
    }

    private Optional<Factors.App> used(SessionOwner owner, Factors.App app, Secret code, Instant now) {
        OptionalLong step = seal.open(owner, app.key())
                .map(key -> Totp.match(key, digits(code), app.used(), now))
                .orElse(OptionalLong.empty());
        return step.isPresent()
                ? Optional.of(new Factors.App(app.key(), app.since(), step.getAsLong()))
                : Optional.empty();
    }

    /** @param events of its own */
    static Step<FactorAnswer> wrong(
            Factors before,
            SmartLockout.Step counted,
            SessionOwner owner,
            Actor actor,
            Instant now,
            AuditEvent... events) {
        List<AuditEvent> all = new ArrayList<>(List.of(events));
        if (counted.state().isLocked(now)) {
            all.add(event(owner, "factor.lock", null, null, actor, now));
        }
        return new Step<>(before.withWrong(counted.state()), all, FactorAnswer.DENIED);
    }

    private boolean remove(SessionOwner owner, AuditEvent event) {
        return store.update(owner, before -> before.isSet() ? step(Factors.NONE, true, event) : step(before, false));
    }

    private Optional<byte[]> pending(Factors factors, SessionOwner owner, Instant now) {
        return Optional.ofNullable(factors.pending())
                .filter(pending -> now.isBefore(pending.since().plus(PENDING)))
                .flatMap(pending -> seal.open(owner, pending.key()));
    }

    /** People type the code in two groups. */
    private static String digits(Secret code) {
        String text = code.reveal();
        return text.length() > MAX_LENGTH ? "" : text.replaceAll("[\\s-]", "");
    }

    static List<String> hashes(SessionOwner owner, List<Secret> codes) {
        return codes.stream().map(code -> RecoveryCodes.hash(owner, code)).toList();
    }

    private static List<String> without(List<String> codes, String used) {
        List<String> rest = new ArrayList<>(codes);
        rest.remove(used);
        return rest;
    }

    /** Something about the own account. */
    static AuditEvent event(
            SessionOwner owner,
            String action,
            @Nullable String before,
            @Nullable String after,
            Actor actor,
            Instant now) {
        return new AuditEvent(now, actor.name(), actor.origin(), action, target(owner, actor), "", before, after);
    }

    /** The own account, as the audit log names it. */
    private static String target(SessionOwner owner, Actor actor) {
        return switch (owner.kind()) {
            case ADMINISTRATOR -> owner.target();
            case USER -> actor.name();
        };
    }

    static <T> Step<T> step(Factors factors, T result, AuditEvent... events) {
        return new Step<>(factors, List.of(events), result);
    }
}
