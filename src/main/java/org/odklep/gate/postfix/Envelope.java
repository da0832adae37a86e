package org.odklep.gate.postfix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odklep.gate.postfix.Replies.Answer;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.lock.MessageTrace;

/**
 * What the questions at RCPT told about one message; the question at END-OF-MESSAGE names no recipients but only how
 * many were accepted.
 */
final class Envelope {
    /** Beyond this, recipients are only counted. Postfix's own default limit is 1,000. */
    private static final int MAX_REMEMBERED = 2_000;

    private final Recipients recipients;
    private Keys seen = new Keys();
    private Keys externalKeys = new Keys();
    private List<String> domains = new ArrayList<>(1);
    private @Nullable Answer answer;
    private String last = "";
    private int asked;
    private int internal;
    private int external;

    Envelope(Recipients recipients) {
        this.recipients = recipients;
    }

    /** Notes a recipient; one that was asked about before counts once. Returns how many there are. */
    synchronized int add(String recipient) {
        if (answer == null) {
            asked++;
            note(recipient);
        }
        return internal + external;
    }

    private void note(String recipient) {
        if (recipient.equals(last)) {
            return;
        }
        last = recipient;
        Optional<MailAddress> address = MailAddress.parse(recipient);
        int key = address.map(recipients::key).orElseGet(() -> recipients.key(recipient));
        if (seen.holds(key)) {
            return;
        }
        seen.add(key);
        if (address.filter(recipients::isInternal).isPresent()) {
            internal++;
        } else {
            external++;
            externalKeys.add(key);
        }
        address.flatMap(MailAddress::domain)
                .map(MailDomain::value)
                .filter(domain -> domains.size() < MessageTrace.MAX_DOMAINS && !domains.contains(domain))
                .ifPresent(domains::add);
    }

    /**
     * The answer to the question about the whole message. Asked again, it is the same: a question that is repeated counts
     * once, also while it is being answered. The recipients are forgotten with the answer.
     */
    synchronized Answer answerOnce(Function<Envelope, Answer> decide) {
        Answer given = answer;
        if (given == null) {
            given = decide.apply(this);
            answer = given;
            seen = new Keys();
            externalKeys = new Keys();
            domains = List.of();
            last = "";
        }
        return given;
    }

    /**
     * Splits the accepted recipients. Recipients that Postfix refused are taken to be internal ones, since only those are
     * looked up; recipients that we were never asked about are taken to be external. Postfix counts one that is named twice
     * as two.
     *
     * @param accepted as Postfix counts them
     */
    synchronized Split split(int accepted) {
        int unknown = Math.max(0, accepted - asked);
        int different = Math.min(accepted, internal + external + unknown);
        int outside = Math.max(Math.min(external, different), different - internal);
        return new Split(different - outside, outside, externalKeys.first(outside), List.copyOf(domains));
    }

    /**
     * @param externalKeys fingerprints of the external ones that we were asked about
     */
    record Split(int internal, int external, int[] externalKeys, List<String> domains) {}

    /** Fingerprints in the order in which they came; 4 bytes each, for a sender may fill many envelopes. */
    private static final class Keys {
        private int[] keys = {};
        private int size;

        boolean holds(int key) {
            for (int i = 0; i < size; i++) {
                if (keys[i] == key) {
                    return true;
                }
            }
            return false;
        }

        void add(int key) {
            if (size == MAX_REMEMBERED) {
                return;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, Math.max(4, 2 * size));
            }
            keys[size++] = key;
        }

        int[] first(int count) {
            return Arrays.copyOf(keys, Math.min(size, count));
        }
    }
}
