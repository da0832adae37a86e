package org.odklep.cli.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.odklep.cli.replay.log.LogReading;
import org.odklep.cli.replay.log.LoggedMessage;
import org.odklep.sending.Limit;

/**
 * What a replay found.
 *
 * @param reading what the logs held
 * @param findings what the policies would have done, in order of time
 */
public record ReplayReport(
        LogReading reading, PolicyChoice policies, InternalDomains internal, List<Finding> findings) {
    public ReplayReport {
        findings = List.copyOf(findings);
    }

    /** Replays what was read. */
    public static ReplayReport of(LogReading reading, PolicyChoice policies, InternalDomains internal) {
        return new ReplayReport(
                reading, policies, internal, Replay.run(reading.messages(), policies.policies(), internal));
    }

    /** The findings of one kind. */
    public List<Finding> of(Finding.Event event) {
        return findings.stream().filter(finding -> finding.event() == event).toList();
    }

    /** How many accounts sent. */
    public long accounts() {
        return reading.messages().stream()
                .map(LoggedMessage::account)
                .distinct()
                .count();
    }

    /** How many accounts would have been restricted, each once. */
    public long restrictedAccounts() {
        return of(Finding.Event.RESTRICTION).stream()
                .map(Finding::account)
                .distinct()
                .count();
    }

    /** The recipients of all messages, taken or not. */
    public long recipients() {
        return reading.messages().stream()
                .mapToLong(LoggedMessage::recipientCount)
                .sum();
    }

    /** The recipients that restrictions would have kept from being reached. */
    public long notReached() {
        return of(Finding.Event.RESTRICTION).stream()
                .mapToLong(Finding::recipients)
                .sum();
    }

    /** The length of the log, from its first to its last message. */
    public Duration period() {
        return reading.first()
                .flatMap(first -> reading.last().map(last -> Duration.between(first, last)))
                .orElse(Duration.ZERO);
    }

    /** Sentences that the reader has to know to judge the numbers. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>(reading.notices());
        if (reading.messages().isEmpty()) {
            notices.add("The log holds no message of an authenticated user: is it Postfix's, and does the server write"
                    + " sasl_username=?");
            return notices;
        }
        addAboutDomains(notices);
        if (policies.policies().stream().anyMatch(policy -> policy.limits().of(Limit.FIRST_TIME_PER_DAY) != 0)) {
            notices.add(
                    "When the log begins, every recipient is a first-time one: the first days measure that limit too"
                            + " strictly.");
        }
        addAboutScopes(notices);
        long unnamed =
                reading.messages().stream().mapToLong(LoggedMessage::unnamed).sum();
        if (unnamed > 0) {
            notices.add("Recipients that the log counts and does not name are taken for external: " + unnamed + ".");
        }
        if (!of(Finding.Event.TOO_FAST).isEmpty()) {
            notices.add(
                    "A message that comes too fast is tried again later by its client; here it counts as not sent.");
        }
        return notices;
    }

    private void addAboutDomains(List<String> notices) {
        if (internal.domains().isEmpty()) {
            notices.add("No internal domain is known: every recipient with a domain counts as external. Name yours with"
                    + " --domain.");
        } else if (internal.guessed()) {
            notices.add("The internal domains are guessed from the names of the accounts. Name yours with --domain.");
        }
    }

    private void addAboutScopes(List<String> notices) {
        boolean hasGroups = policies.policies().stream()
                .anyMatch(policy -> !policy.scope().of().groups().isEmpty()
                        || !policy.scope().except().groups().isEmpty());
        if (hasGroups) {
            notices.add("A log knows no groups: conditions on groups match nobody here.");
        }
    }
}
