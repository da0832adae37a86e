package org.odklep.cli.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.odklep.kernel.AccountName;
import org.odklep.sending.Limit;

/**
 * Something that the policies would have done to an account.
 *
 * @param since when it would have happened first
 * @param until when the restriction would have ended by itself; empty when only a release ends it, which in a replay never
 *     comes
 * @param policy the name of the policy
 * @param allowed the limit's value
 * @param measured what the message would have brought the account to; empty for messages that came too fast
 * @param messages how many would not have been taken, the one that crossed the limit included; 0 for alerts
 * @param recipients how many they had
 */
public record Finding(
        Event event,
        AccountName account,
        Instant since,
        Optional<Instant> until,
        String policy,
        Limit limit,
        long allowed,
        OptionalLong measured,
        long messages,
        long recipients) {
    /** What would have happened; the keys stand in JSON and CSV. */
    public enum Event {
        /** The account could not send any more. */
        RESTRICTION("restriction"),
        /** A policy that only alerts recorded a crossed limit. */
        ALERT("alert"),
        /** A policy in shadow recorded a crossed limit. */
        SHADOW("shadow"),
        /** Messages refused because each had too many recipients. */
        TOO_MANY_RECIPIENTS("tooManyRecipients"),
        /** Messages put off because they came too fast. */
        TOO_FAST("tooFast");

        private final String key;

        Event(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** This finding, with another message that was not taken. */
    Finding plus(Finding next) {
        OptionalLong most = measured.isPresent() && event == Event.TOO_MANY_RECIPIENTS
                ? OptionalLong.of(Math.max(measured.getAsLong(), next.measured.orElse(0)))
                : measured;
        return new Finding(
                event,
                account,
                since,
                until,
                policy,
                limit,
                allowed,
                most,
                messages + next.messages,
                recipients + next.recipients);
    }
}
