package org.odklep.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Evidence;
import org.odklep.lock.Locks;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.References;
import org.odklep.lock.SendingRestriction;

/**
 * Decides about outgoing messages. Decisions on one account are made one after the other; those on different accounts
 * never wait for one another. A decision reads memory only, except that the first message of an account after a start or a
 * day of silence reads its known recipients, and that a crossed limit is stored before the answer.
 *
 * <p>When the store is away: locks in memory hold, limits are measured, known recipients that were not read yet count as
 * known; a crossed limit answers {@link SendDecision.NotRecorded} until it can be stored.
 */
public final class SendingGuard {
    private static final SendDecision ALLOW = new SendDecision.Allow();
    /** How long a stored count may go on after its beginning. */
    private static final Duration STRETCH = Duration.ofMinutes(1);
    /**
     * Those of one message and of speed first: a message that they refuse shall restrict nobody. Those of the same window
     * beside one another.
     */
    private static final List<Limit> ORDER = List.of(
            Limit.PER_MESSAGE,
            Limit.MESSAGES_PER_MINUTE,
            Limit.EXTERNAL_PER_HOUR,
            Limit.INTERNAL_PER_HOUR,
            Limit.ALL_PER_DAY,
            Limit.FIRST_TIME_PER_DAY);

    /** Alerts are looked back on at start: those of a day, were there not so many. */
    private static final int REMEMBERED_ALERTS = 10_000;

    private final Locks locks;
    private final Function<AccountName, OutboundPolicy> policies;
    private final SendLedger ledger;
    private final SendJournal journal;
    private final RandomGenerator random;
    private final Map<AccountName, Sender> senders = new ConcurrentHashMap<>();
    private long seen;

    /** @param policies the policy that applies to an account, answered from memory */
    public SendingGuard(
            Locks locks,
            Function<AccountName, OutboundPolicy> policies,
            SendLedger ledger,
            SendJournal journal,
            RandomGenerator random) {
        this.locks = locks;
        this.policies = policies;
        this.ledger = ledger;
        this.journal = journal;
        this.random = random;
    }

    /** Decides about a whole message and counts it when it is allowed. Ask once for each message. */
    public SendDecision decide(SendAttempt attempt, Instant now) {
        return withSender(attempt.account(), now, sender -> decide(sender, attempt, now));
    }

    /**
     * Decides about one more recipient of a message, without counting anything.
     *
     * @param recipients how many the message has with this one
     */
    public SendDecision preview(AccountName account, int recipients, Instant now) {
        Optional<SendingRestriction> holding = locks.stopsSending(account, now);
        if (holding.isPresent()) {
            return refuse(holding.get());
        }
        OutboundPolicy policy = policies.apply(account);
        if (!policy.enforces() || locks.isAllowed(account, now)) {
            return ALLOW;
        }
        Limits limits = policy.limits();
        if (limits.isCrossed(Limit.PER_MESSAGE, recipients)) {
            return new SendDecision.TooManyRecipients(limits.of(Limit.PER_MESSAGE));
        }
        return withSender(
                account,
                now,
                sender -> limits.isCrossed(Limit.MESSAGES_PER_MINUTE, lastMinute(sender, now) + 1L)
                        ? new SendDecision.TooFast(limits.of(Limit.MESSAGES_PER_MINUTE))
                        : ALLOW);
    }

    /** What an account sent within a limit's window, over all nodes, as this one knows it; asking about a stranger leaves no trace. */
    public SentCount sent(AccountName account, Duration window, Instant now) {
        return senders.containsKey(account)
                ? withSender(account, now, sender -> sender.within(window, now))
                : SentCount.NOTHING;
    }

    /** Fills the windows from the ledger; call once, before the first decision. */
    public synchronized void rebuild(Instant now) {
        rememberAlerts(now);
        seen = ledger.counts(now.minus(SendLedger.WINDOW).minus(STRETCH), count -> learn(count, now));
    }

    /**
     * Learns what other nodes counted since the last time; call at short intervals. The locks are read after the counts: so
     * when mail from after a release is added, the release is known, and does not take it away again.
     */
    public synchronized void refresh(Instant now) {
        SendLedger.News news = ledger.news(journal.node(), seen);
        if (!news.counts().isEmpty()) {
            locks.refresh(now);
        }
        seen = news.seen();
        news.counts().forEach(count -> learn(count, now));
        news.known().forEach(this::learn);
    }

    /** Adds a count at the end of its stretch: it may count for too long by the length of that, never too short. */
    private void learn(SendLedger.Count count, Instant now) {
        Instant end = count.from().plus(STRETCH).minusMillis(1);
        boolean counts = !end.isBefore(now.minus(SendLedger.WINDOW))
                && !count.from().isBefore(locks.epoch(count.account(), now));
        if (counts) {
            withSender(count.account(), now, sender -> {
                sender.addLate(count.sent(), end.isAfter(now) ? now : end);
                return ALLOW;
            });
        }
    }

    private void learn(AccountName account, int[] recipients) {
        Sender sender = senders.get(account);
        if (sender != null) {
            synchronized (sender) {
                sender.learn(recipients);
            }
        }
    }

    /** So that a restart repeats no alert: each is raised again only after its pause. */
    private void rememberAlerts(Instant now) {
        for (Alert alert : ledger.alerts(Optional.empty(), REMEMBERED_ALERTS)) {
            Instant at = alert.at();
            boolean counts =
                    !at.isBefore(now.minus(SendLedger.WINDOW)) && !at.isBefore(locks.epoch(alert.account(), now));
            Limit.byKey(alert.evidence().limit())
                    .filter(limit -> counts)
                    .ifPresent(limit -> withSender(alert.account(), now, sender -> sender.mayAlert(limit, at)));
        }
    }

    /** Forgets accounts that have been idle for a day; their known recipients stay in the ledger. */
    public void sweep(Instant now) {
        senders.values().removeIf(sender -> {
            synchronized (sender) {
                return sender.retireIfIdle(now);
            }
        });
    }

    /** How many accounts are in memory. */
    public int senders() {
        return senders.size();
    }

    private SendDecision decide(Sender sender, SendAttempt attempt, Instant now) {
        Optional<SendingRestriction> holding = locks.stopsSending(attempt.account(), now);
        if (holding.isPresent()) {
            return refuse(holding.get());
        }
        int[] fresh = fresh(sender, attempt);
        SentCount sent = new SentCount(1, attempt.internal(), attempt.external(), fresh.length);
        OutboundPolicy policy = policies.apply(attempt.account());
        List<Crossing> crossings =
                locks.isAllowed(attempt.account(), now) ? List.of() : crossings(policy.limits(), sender, sent, now);
        SendDecision decision = crossings.isEmpty() ? ALLOW : act(policy, crossings, sender, attempt, now);
        if (decision instanceof SendDecision.Allow) {
            sender.add(sent, now);
            sender.learn(fresh);
            journal.accepted(sender.account(), sender.epoch(), sent, trace(attempt, now), fresh);
        }
        return decision;
    }

    private SendDecision refuse(SendingRestriction restriction) {
        journal.refused(restriction.id());
        return new SendDecision.Restricted(restriction);
    }

    private int[] fresh(Sender sender, SendAttempt attempt) {
        try {
            return sender.unknownAmong(attempt.externalKeys(), () -> ledger.knownRecipients(attempt.account()));
        } catch (StoreUnavailable e) {
            return new int[0];
        }
    }

    private static List<Crossing> crossings(Limits limits, Sender sender, SentCount sent, Instant now) {
        List<Crossing> crossings = List.of();
        Duration window = Duration.ZERO;
        SentCount total = sent;
        for (Limit limit : ORDER) {
            if (limits.of(limit) != 0) {
                if (!limit.window().equals(window)) {
                    window = limit.window();
                    total = sender.within(window, now).plus(sent);
                }
                long measured = limit.measure(total);
                if (limits.isCrossed(limit, measured)) {
                    crossings = crossings.isEmpty() ? new ArrayList<>() : crossings;
                    crossings.add(new Crossing(limit, limits.of(limit), measured));
                }
            }
        }
        return crossings;
    }

    private static int lastMinute(Sender sender, Instant now) {
        return sender.within(Limit.MESSAGES_PER_MINUTE.window(), now).messages();
    }

    private SendDecision act(
            OutboundPolicy policy, List<Crossing> crossings, Sender sender, SendAttempt attempt, Instant now) {
        if (!policy.enforces()) {
            crossings.stream()
                    .filter(crossing -> sender.mayAlert(crossing.limit(), now))
                    .forEach(crossing -> journal.alert(new Alert(
                            References.next(random),
                            attempt.account(),
                            now,
                            policy.shadow(),
                            policy.action(),
                            evidence(policy, crossing, attempt, now))));
            return ALLOW;
        }
        Crossing crossing = crossings.getFirst();
        return switch (crossing.limit()) {
            case PER_MESSAGE -> new SendDecision.TooManyRecipients((int) crossing.allowed());
            case MESSAGES_PER_MINUTE -> new SendDecision.TooFast((int) crossing.allowed());
            case EXTERNAL_PER_HOUR, INTERNAL_PER_HOUR, ALL_PER_DAY, FIRST_TIME_PER_DAY ->
                restrict(policy, crossing, attempt, now);
        };
    }

    private SendDecision restrict(OutboundPolicy policy, Crossing crossing, SendAttempt attempt, Instant now) {
        Locks.Cause cause = new Locks.Cause(
                crossing.reason(),
                Optional.of(evidence(policy, crossing, attempt, now)),
                policy.action().until(now, policy.zone()));
        try {
            return refuse(locks.restrict(attempt.account(), cause, policy.actorName(), attempt.client(), now));
        } catch (StoreUnavailable e) {
            return new SendDecision.NotRecorded();
        }
    }

    private Evidence evidence(OutboundPolicy policy, Crossing crossing, SendAttempt attempt, Instant now) {
        List<MessageTrace> unwritten = new ArrayList<>(List.of(trace(attempt, now)));
        unwritten.addAll(journal.pending(attempt.account()));
        List<MessageTrace> messages = new ArrayList<>(unwritten);
        List<ClientCount> written = List.of();
        try {
            messages.addAll(ledger.traces(attempt.account(), Evidence.MAX_MESSAGES));
            written = ledger.clients(attempt.account(), now.minus(SendLedger.WINDOW), Evidence.MAX_CLIENTS);
        } catch (StoreUnavailable e) {
            // The evidence that is in memory has to do.
        }
        return new Evidence(
                policy.id(),
                policy.name(),
                crossing.limit().key(),
                crossing.allowed(),
                crossing.measured(),
                crossing.limit().window(),
                ClientCount.merge(
                        written,
                        unwritten.stream()
                                .filter(each -> each.at().isAfter(now.minus(SendLedger.WINDOW)))
                                .toList(),
                        Evidence.MAX_CLIENTS),
                messages.stream().distinct().limit(Evidence.MAX_MESSAGES).toList());
    }

    private static MessageTrace trace(SendAttempt attempt, Instant now) {
        return new MessageTrace(
                now,
                attempt.queueId(),
                attempt.sender(),
                attempt.recipients(),
                attempt.domains(),
                attempt.size(),
                attempt.client());
    }

    private <T> T withSender(AccountName account, Instant now, Function<Sender, T> work) {
        while (true) {
            Sender known = senders.get(account);
            Sender sender = known != null ? known : senders.computeIfAbsent(account, Sender::new);
            synchronized (sender) {
                if (!sender.isRetired()) {
                    sender.startFrom(locks.epoch(account, now));
                    return work.apply(sender);
                }
            }
        }
    }

    private record Crossing(Limit limit, long allowed, long measured) {
        Reason reason() {
            return Reason.of("This account went over its sending limit: " + measured + " " + limit.words() + ", where "
                    + allowed + " are allowed.");
        }
    }
}
