package org.odklep.signin.factor;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.odklep.account.Actor;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.Secret;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SmartLockout;
import org.odklep.signin.WebSession;
import org.odklep.signin.factor.FactorStore.Step;
import org.odklep.signin.factor.PasskeyVerifier.Verdict;

/**
 * Passkeys as second factors: adding one, showing one, taking one away. Whatever is shown is about a challenge that was made for this
 * session a short while ago, and uses it up.
 *
 * <p>All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public final class Passkeys {
    /** How many somebody may have. */
    public static final int MOST = 10;

    private static final int CHALLENGE_BYTES = 32;

    private final FactorStore store;
    private final PasskeyVerifier verifier;
    private final SmartLockout lockout;
    private final RandomGenerator random;

    /** @param random of cryptographic quality */
    public Passkeys(FactorStore store, PasskeyVerifier verifier, SmartLockout lockout, RandomGenerator random) {
        this.store = store;
        this.verifier = verifier;
        this.lockout = lockout;
        this.random = random;
    }

    /** Those of an owner, the one that was added last first. */
    public List<Passkey> of(SessionOwner owner) {
        return store.find(owner).passkeys();
    }

    /** The challenge that the next answer in a session has to be about, in base64url. */
    public String challenge(WebSession session, Instant now) {
        return store.find(session.owner())
                .challenges()
                .young(session.id(), now)
                .orElseGet(() -> newChallenge(session, now));
    }

    private String newChallenge(WebSession session, Instant now) {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Challenges.Open next = new Challenges.Open(session.id(), value, now);
        return store.update(
                session.owner(),
                before -> SecondFactors.step(
                        before.withChallenges(before.challenges().with(next, now)), value));
    }

    /**
     * Takes a passkey into use.
     *
     * @param name as {@link Passkey#name} gives it
     */
    public PasskeyAdded add(WebSession session, PasskeyAnswer answer, String name, Actor actor, Instant now) {
        List<Secret> codes = RecoveryCodes.make(random);
        return store.update(session.owner(), before -> {
            Factors after = before.withChallenges(before.challenges().without(session.id()));
            if (before.passkeys().size() >= MOST) {
                return SecondFactors.step(after, new PasskeyAdded.TooMany());
            }
            Optional<Passkey> made = before.challenges()
                    .of(session.id(), now)
                    .filter(challenge -> !answer.isTooLong())
                    .flatMap(challenge -> verifier.made(answer, challenge))
                    .filter(each ->
                            before.passkeys().stream().noneMatch(own -> own.id().equals(each.id())))
                    .map(each -> new Passkey(each.id(), name, each.key(), now, null));
            return made.map(passkey -> added(after, passkey, session.owner(), codes, actor, now))
                    .orElseGet(() -> SecondFactors.step(after, new PasskeyAdded.NotRight()));
        });
    }

    private static Step<PasskeyAdded> added(
            Factors before, Passkey passkey, SessionOwner owner, List<Secret> codes, Actor actor, Instant now) {
        AuditEvent event = SecondFactors.event(owner, "passkey.add", null, passkey.name(), actor, now);
        Factors after = before.with(passkey);
        return before.isSet()
                ? SecondFactors.step(after, new PasskeyAdded.Added(List.of()), event)
                : SecondFactors.step(
                        after.withCodes(SecondFactors.hashes(owner, codes)), new PasskeyAdded.Added(codes), event);
    }

    /**
     * Looks at a passkey that is shown. It counts as wrong from its beginning, together with wrong codes.
     *
     * @param actor who shows it, for the audit log
     */
    public FactorAnswer show(WebSession session, PasskeyAnswer answer, Actor actor, Instant now) {
        SessionOwner owner = session.owner();
        return store.update(owner, before -> {
            SmartLockout.Step counted = lockout.begin(before.wrong(), OptionalInt.empty(), now);
            Factors after = before.withChallenges(before.challenges().without(session.id()));
            if (before.passkeys().isEmpty() || counted.verdict() == SmartLockout.Verdict.LOCKED) {
                return SecondFactors.step(after, FactorAnswer.DENIED);
            }
            return switch (verdict(before, session, answer, now)) {
                case Verdict.Right(Passkey passkey, long counter) ->
                    SecondFactors.step(after.withUsed(passkey.shown(counter, now)), FactorAnswer.RIGHT);
                case Verdict.Wrong() -> SecondFactors.wrong(after, counted, owner, actor, now);
                case Verdict.Cloned(Passkey passkey) -> {
                    AuditEvent event = SecondFactors.event(owner, "passkey.clone", passkey.name(), null, actor, now);
                    yield SecondFactors.wrong(after, counted, owner, actor, now, event);
                }
            };
        });
    }

    private Verdict verdict(Factors factors, WebSession session, PasskeyAnswer answer, Instant now) {
        return factors.challenges()
                .of(session.id(), now)
                .filter(challenge -> !answer.isTooLong())
                .map(challenge -> verifier.shown(answer, challenge, factors.passkeys()))
                .orElseGet(Verdict.Wrong::new);
    }

    /**
     * Takes an own passkey away, and with the last second factor the recovery codes; false when there is none of that handle.
     *
     * @param handle see {@link Passkey#handle}
     */
    public boolean remove(SessionOwner owner, String handle, Actor actor, Instant now) {
        return store.update(
                owner,
                before -> before.passkeys().stream()
                        .filter(passkey -> passkey.handle().equals(handle))
                        .findFirst()
                        .map(passkey -> {
                            Factors after = before.without(passkey);
                            AuditEvent event =
                                    SecondFactors.event(owner, "passkey.remove", passkey.name(), null, actor, now);
                            return SecondFactors.step(after.isSet() ? after : Factors.NONE, true, event);
                        })
                        .orElseGet(() -> SecondFactors.step(before, false)));
    }
}
