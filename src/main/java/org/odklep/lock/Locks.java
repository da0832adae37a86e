package org.odklep.lock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.StoreUnavailable;

/**
 * The one place that opens, ends and answers for locks.
 *
 * <p>Memory holds the last restriction of each account that has or lately had one. It changes only after the store did,
 * and newer changes win over older ones read late, so a poll that overtakes a release cannot bring the lock back.
 */
public final class Locks {
    /** The longest window of a limit, and an hour for clocks that differ. */
    private static final Duration EPOCH_MATTERS_FOR = Duration.ofHours(25);

    private final LockStore store;
    private final AllowList allowList;
    private final RandomGenerator random;
    private final Map<AccountName, SendingRestriction> latest = new ConcurrentHashMap<>();
    private long seenVersion;

    /** @param random of cryptographic quality: references must not be guessable */
    public Locks(LockStore store, AllowList allowList, RandomGenerator random) {
        this.store = store;
        this.allowList = allowList;
        this.random = random;
    }

    /** What bars the account from sending now, asked from memory. */
    public Optional<SendingRestriction> stopsSending(AccountName account, Instant now) {
        SendingRestriction restriction = latest.get(account);
        return restriction != null && restriction.holds(now) && !isAllowed(account, now)
                ? Optional.of(restriction)
                : Optional.empty();
    }

    /** All that stops the account now. */
    public List<Lock> of(AccountName account, Instant now) {
        return stopsSending(account, now)
                .map(restriction -> List.<Lock>of(restriction))
                .orElse(List.of());
    }

    /** From when on the account's mail counts: when its last restriction ended, or the beginning of time. */
    public Instant epoch(AccountName account, Instant now) {
        SendingRestriction restriction = latest.get(account);
        return restriction == null ? Instant.EPOCH : restriction.epoch(now).orElse(Instant.EPOCH);
    }

    public boolean isAllowed(AccountName account, Instant now) {
        return allowList.covering(account, now).isPresent();
    }

    /**
     * Restricts an account because a limit was crossed; durable when this returns.
     *
     * @param setBy such as {@code policy:Default}
     * @param origin the client that sent the message
     * @throws StoreUnavailable when it could not be made durable: then nothing is restricted
     */
    public SendingRestriction restrict(
            AccountName account, Cause cause, String setBy, ClientAddress origin, Instant now) {
        return open(account, cause, setBy, origin, now).restriction();
    }

    private LockStore.Opening open(AccountName account, Cause cause, String setBy, ClientAddress origin, Instant now) {
        Optional<SendingRestriction> last = store.of(account, 1).stream().findFirst();
        last.ifPresent(earlier -> endIfOver(earlier, now));
        SendingRestriction restriction = new SendingRestriction(
                References.next(random),
                account,
                cause.reason(),
                setBy,
                last.map(earlier -> after(earlier, now)).orElse(now),
                cause.until(),
                cause.evidence(),
                store.history(account),
                0,
                Optional.empty());
        AuditEvent event = new AuditEvent(
                now,
                setBy,
                origin,
                "restriction.open",
                account.value(),
                cause.reason().text(),
                "may send",
                summary(restriction));
        LockStore.Opening opening = store.open(restriction, event);
        learn(opening.restriction());
        return opening;
    }

    /** Restricts an account on an operator's word, until released. */
    public RestrictResult restrict(AccountName account, Reason reason, Actor actor, Instant now) {
        if (!actor.may(Right.RESTRICT)) {
            return new RestrictResult.NotAllowed(Right.RESTRICT.leastRole());
        }
        Optional<AllowEntry> allowed = allowList.covering(account, now);
        if (allowed.isPresent()) {
            return new RestrictResult.AllowListed(allowed.get());
        }
        Optional<SendingRestriction> holding = stopsSending(account, now);
        if (holding.isPresent()) {
            return new RestrictResult.AlreadyRestricted(holding.get());
        }
        Cause cause = new Cause(reason, Optional.empty(), Optional.empty());
        return switch (open(account, cause, actor.name(), actor.origin(), now)) {
            case LockStore.Opening.Opened(SendingRestriction opened) -> new RestrictResult.Restricted(opened);
            case LockStore.Opening.AlreadyOpen(SendingRestriction open) -> new RestrictResult.AlreadyRestricted(open);
        };
    }

    /** Releases whatever bars an account from sending. */
    public ReleaseResult release(AccountName account, Reason reason, Actor actor, Instant now) {
        if (!actor.may(Right.RELEASE)) {
            return new ReleaseResult.NotAllowed(Right.RELEASE.leastRole());
        }
        return store.of(account, 1).stream()
                .findFirst()
                .map(last -> release(last.id(), reason, actor, now))
                .orElseGet(ReleaseResult.NotFound::new);
    }

    /** Releases one restriction by its reference. Repeating it changes nothing. */
    public ReleaseResult release(String id, Reason reason, Actor actor, Instant now) {
        if (!actor.may(Right.RELEASE)) {
            return new ReleaseResult.NotAllowed(Right.RELEASE.leastRole());
        }
        Optional<SendingRestriction> found = store.find(id);
        if (found.isEmpty()) {
            return new ReleaseResult.NotFound();
        }
        SendingRestriction restriction = found.get();
        endIfOver(restriction, now);
        AuditEvent event = new AuditEvent(
                now,
                actor.name(),
                actor.origin(),
                "restriction.release",
                restriction.account().value(),
                reason.text(),
                summary(restriction),
                "may send");
        Instant at = now.isBefore(restriction.since()) ? restriction.since() : now;
        return switch (store.close(id, new Ending(at, actor.name(), reason), event)) {
            case LockStore.Closing.Closed(SendingRestriction closed) -> {
                learn(closed);
                yield new ReleaseResult.Released(closed);
            }
            case LockStore.Closing.AlreadyClosed(SendingRestriction closed) -> {
                learn(closed);
                yield new ReleaseResult.AlreadyReleased(closed);
            }
            case LockStore.Closing.Unknown() -> new ReleaseResult.NotFound();
        };
    }

    /** Records the end of restrictions whose time has come, and forgets those that ended before the given instant. */
    public void sweep(Instant now, Instant forgetBefore) {
        for (SendingRestriction restriction : List.copyOf(latest.values())) {
            endIfOver(restriction, now);
            if (restriction
                    .ended()
                    .map(Ending::at)
                    .filter(forgetBefore::isAfter)
                    .isPresent()) {
                latest.remove(restriction.account(), restriction);
            }
        }
    }

    /** Learns what changed in the store, by this node or another; call at start and at short intervals. */
    public synchronized void refresh(Instant now) {
        LockStore.Changes changes =
                seenVersion == 0 ? store.current(now.minus(EPOCH_MATTERS_FOR)) : store.changedSince(seenVersion);
        changes.restrictions().forEach(this::learn);
        seenVersion = changes.version();
    }

    /** The restrictions that hold now, from memory. */
    public Collection<SendingRestriction> holding(Instant now) {
        List<SendingRestriction> holding = new ArrayList<>();
        for (SendingRestriction restriction : latest.values()) {
            if (restriction.holds(now)) {
                holding.add(restriction);
            }
        }
        return holding;
    }

    /**
     * Why an account is to be restricted.
     *
     * @param reason in words for its owner
     */
    public record Cause(Reason reason, Optional<Evidence> evidence, Optional<Instant> until) {}

    /** Records that a restriction ended by itself, if it did and nobody recorded it yet. */
    private void endIfOver(SendingRestriction restriction, Instant now) {
        if (restriction.ended().isEmpty()) {
            restriction.epoch(now).ifPresent(over -> end(restriction, Ending.byTime(over), now));
        }
    }

    private void end(SendingRestriction restriction, Ending ending, Instant now) {
        AuditEvent event = new AuditEvent(
                now,
                Ending.TIME,
                ClientAddress.LOCAL,
                "restriction.expire",
                restriction.account().value(),
                ending.reason().text(),
                summary(restriction),
                "may send");
        if (store.close(restriction.id(), ending, event)
                instanceof LockStore.Closing.Closed(SendingRestriction closed)) {
            learn(closed);
        }
    }

    /**
     * Now, or just after an earlier restriction ended when the clock says that this is yet to come (it stepped back, or
     * another node's is ahead): only so do the restrictions and the epochs of an account keep their order.
     */
    private static Instant after(SendingRestriction earlier, Instant now) {
        Instant end = earlier.epoch(now).orElse(earlier.since());
        return end.isBefore(now.truncatedTo(ChronoUnit.MILLIS)) ? now : end.plusMillis(1);
    }

    /** A later restriction replaces an earlier one; of the same one, the ended state replaces the open state. */
    private void learn(SendingRestriction news) {
        latest.merge(news.account(), news, (known, next) -> {
            boolean sameAndKnownEnded =
                    known.id().equals(next.id()) && known.ended().isPresent();
            return sameAndKnownEnded || known.since().isAfter(next.since()) ? known : next;
        });
    }

    private static String summary(SendingRestriction restriction) {
        String until = restriction.until().map(end -> "until " + end).orElse("until released");
        return restriction
                .evidence()
                .map(e -> "restricted " + until + ", " + e.limit() + " " + e.measured() + " of " + e.allowed()
                        + ", reference " + restriction.id())
                .orElse("restricted " + until + ", reference " + restriction.id());
    }
}
