package org.odklep.cli.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.odklep.audit.AuditEvent;
import org.odklep.cli.replay.log.LoggedMessage;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.lock.AllowList;
import org.odklep.lock.Evidence;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Alert;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.SendAttempt;
import org.odklep.sending.SendDecision;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SendingGuard;
import org.odklep.store.memory.MemoryAllowStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockStore;
import org.odklep.store.memory.MemoryPolicyStore;
import org.odklep.store.memory.MemorySendLedger;

/**
 * Hands the messages of a log to a guard of its own, as a gate would have done while they were sent. Nobody is released: a
 * restriction without an end holds to the end of the log. A message that is refused does not count, then as now.
 */
final class Replay {
    /** How often what is older than every window is forgotten, in the time of the log. */
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    /** Traces are evidence for people; here nobody looks at them. */
    private static final int NO_TRACES = 0;

    private final InternalDomains internal;
    private final OutboundPolicies policies;
    private final SendLedger ledger;
    private final SendJournal journal;
    private final SendingGuard guard;
    private final Map<Object, Finding> findings = new LinkedHashMap<>();
    private Instant nextHousekeeping = Instant.MIN;

    private Replay(List<OutboundPolicy> chosen, InternalDomains internal) {
        this.internal = internal;
        MemoryAuditLog audit = new MemoryAuditLog();
        MemoryLockStore lockStore = new MemoryLockStore(audit);
        MemoryPolicyStore policyStore = new MemoryPolicyStore(audit);
        policyStore.replace(0, chosen, start());
        SplittableRandom random = new SplittableRandom(0);
        policies = new OutboundPolicies(
                policyStore,
                account -> Set.of(),
                () -> OutboundPolicies.Defaults.in(chosen.getLast().zone()),
                random);
        policies.refresh();
        ledger = new MemorySendLedger(lockStore);
        journal = new SendJournal(ledger, NO_TRACES);
        Locks locks = new Locks(lockStore, new AllowList(new MemoryAllowStore(audit)), random);
        guard = new SendingGuard(locks, policies::forAccount, ledger, journal, random);
    }

    /**
     * What the policies would have done, in order of time.
     *
     * @param messages in order of time
     * @param policies by priority; the default policy last
     */
    static List<Finding> run(List<LoggedMessage> messages, List<OutboundPolicy> policies, InternalDomains internal) {
        Replay replay = new Replay(policies, internal);
        messages.forEach(replay::send);
        return replay.finish();
    }

    private void send(LoggedMessage message) {
        Instant now = message.time();
        if (now.isAfter(nextHousekeeping)) {
            journal.flush();
            ledger.prune(now.minus(SendLedger.WINDOW).minus(HOUSEKEEPING), Instant.EPOCH);
            guard.sweep(now);
            nextHousekeeping = now.plus(HOUSEKEEPING);
        }
        switch (guard.decide(attempt(message), now)) {
            case SendDecision.Allow allow -> {}
            case SendDecision.Restricted(SendingRestriction restriction) ->
                note(restriction.id(), restricted(restriction, message));
            case SendDecision.TooManyRecipients(int allowed) ->
                note(refused(Finding.Event.TOO_MANY_RECIPIENTS, Limit.PER_MESSAGE, allowed, message));
            case SendDecision.TooFast(int allowed) ->
                note(refused(Finding.Event.TOO_FAST, Limit.MESSAGES_PER_MINUTE, allowed, message));
            case SendDecision.NotRecorded none -> throw new IllegalStateException("a store in memory is never away");
        }
    }

    private List<Finding> finish() {
        journal.flush();
        List<Finding> all = new ArrayList<>(findings.values());
        ledger.alerts(Optional.empty(), Integer.MAX_VALUE).forEach(alert -> all.add(alert(alert)));
        all.sort(Comparator.comparing(Finding::since).thenComparing(Finding::account));
        return List.copyOf(all);
    }

    private void note(Finding finding) {
        note(List.of(finding.event(), finding.account()), finding);
    }

    private void note(Object key, Finding finding) {
        findings.merge(key, finding, Finding::plus);
    }

    private SendAttempt attempt(LoggedMessage message) {
        int[] keys = new int[message.recipients().size()];
        int external = 0;
        for (MailAddress recipient : message.recipients()) {
            if (!internal.isInternal(recipient)) {
                keys[external++] = key(recipient);
            }
        }
        return new SendAttempt(
                message.account(),
                message.sender(),
                message.queueId(),
                keys.length - external,
                external + message.unnamed(),
                Arrays.copyOf(keys, external),
                List.of(),
                message.size(),
                message.client());
    }

    /** A fingerprint for one run; nobody who is in the log can prepare for it, so a key is not needed. */
    private static int key(MailAddress address) {
        int hash = address.localPart().hashCode() * 0x9E3779B9;
        hash = (hash ^ (hash >>> 15))
                + address.domain().map(MailDomain::value).orElse("").hashCode();
        hash *= 0x85EBCA6B;
        return hash ^ (hash >>> 13);
    }

    private static Finding restricted(SendingRestriction restriction, LoggedMessage message) {
        Evidence evidence = restriction.evidence().orElseThrow();
        return new Finding(
                Finding.Event.RESTRICTION,
                restriction.account(),
                restriction.since(),
                restriction.until(),
                evidence.policyName(),
                limit(evidence),
                evidence.allowed(),
                OptionalLong.of(evidence.measured()),
                1,
                message.recipientCount());
    }

    private Finding refused(Finding.Event event, Limit limit, int allowed, LoggedMessage message) {
        return new Finding(
                event,
                message.account(),
                message.time(),
                Optional.empty(),
                policies.forAccount(message.account()).name(),
                limit,
                allowed,
                limit == Limit.PER_MESSAGE ? OptionalLong.of(message.recipientCount()) : OptionalLong.empty(),
                1,
                message.recipientCount());
    }

    private static Finding alert(Alert alert) {
        Evidence evidence = alert.evidence();
        return new Finding(
                alert.shadow() ? Finding.Event.SHADOW : Finding.Event.ALERT,
                alert.account(),
                alert.at(),
                Optional.empty(),
                evidence.policyName(),
                limit(evidence),
                evidence.allowed(),
                OptionalLong.of(evidence.measured()),
                0,
                0);
    }

    private static Limit limit(Evidence evidence) {
        return Limit.byKey(evidence.limit()).orElseThrow();
    }

    /** Every change of policies has an audit entry; this one is never read. */
    private static AuditEvent start() {
        return new AuditEvent(
                Instant.EPOCH, "replay", ClientAddress.LOCAL, "policy.update", "policy:replay", "", null, null);
    }
}
