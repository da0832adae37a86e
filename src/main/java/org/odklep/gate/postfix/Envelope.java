package org.odklep.gate.postfix;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.MailAddress;
import org.odklep.lock.MessageTrace;

/**
 * What the questions at RCPT told about one message; the question at END-OF-MESSAGE names no recipients but only how
 * many were accepted.
 */
final class Envelope {
    /** Beyond this, recipients are only counted. Postfix's own default limit is 1,000. */
    private static final int MAX_REMEMBERED = 20_000;

    private final Recipients recipients;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> domains = new LinkedHashSet<>();
    private int internal;
    private int external;
    private int[] externalKeys = {};
    private int keys;

    Envelope(Recipients recipients) {
        this.recipients = recipients;
    }

    /** Notes a recipient; one that was asked about before counts once. Returns how many there are. */
    synchronized int add(String recipient) {
        if (seen.size() < MAX_REMEMBERED && !seen.add(recipient)) {
            return internal + external;
        }
        Optional<MailAddress> address = MailAddress.parse(recipient);
        if (address.filter(recipients::isInternal).isPresent()) {
            internal++;
        } else {
            external++;
            address.ifPresent(this::addKey);
        }
        address.flatMap(MailAddress::domain)
                .filter(domain -> domains.size() < MessageTrace.MAX_DOMAINS)
                .ifPresent(domain -> domains.add(domain.value()));
        return internal + external;
    }

    /**
     * Splits the accepted recipients. Recipients that Postfix refused are taken to be internal ones, since only those are
     * looked up; recipients that we were never asked about are taken to be external.
     *
     * @param accepted as Postfix counts them
     */
    synchronized Split split(int accepted) {
        int outside = Math.max(Math.min(external, accepted), accepted - internal);
        int[] known = Arrays.copyOf(externalKeys, Math.min(keys, outside));
        return new Split(accepted - outside, outside, known, List.copyOf(domains));
    }

    /**
     * @param externalKeys fingerprints of the external ones that are known one by one
     */
    record Split(int internal, int external, int[] externalKeys, List<String> domains) {}

    private void addKey(MailAddress address) {
        if (keys == externalKeys.length) {
            externalKeys = Arrays.copyOf(externalKeys, Math.max(4, 2 * keys));
        }
        externalKeys[keys++] = recipients.key(address);
    }
}
