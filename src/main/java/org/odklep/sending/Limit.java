package org.odklep.sending;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The limits of an outbound policy. All but two count recipients of accepted messages within a sliding window. */
public enum Limit {
    EXTERNAL_PER_HOUR("externalRecipientsPerHour", 500, Duration.ofHours(1), "external recipients per hour"),
    INTERNAL_PER_HOUR("internalRecipientsPerHour", 1000, Duration.ofHours(1), "internal recipients per hour"),
    ALL_PER_DAY("recipientsPerDay", 1000, Duration.ofHours(24), "recipients per 24 hours"),
    /** Recipients that the account never wrote to before. */
    FIRST_TIME_PER_DAY(
            "firstTimeExternalRecipientsPerDay",
            200,
            Duration.ofHours(24),
            "first-time external recipients per 24 hours"),
    /** Recipients of one message; crossing it refuses the message and restricts nobody. */
    PER_MESSAGE("recipientsPerMessage", 500, Duration.ZERO, "recipients per message"),
    /** Messages, not recipients; crossing it delays and restricts nobody. */
    MESSAGES_PER_MINUTE("messagesPerMinute", 30, Duration.ofMinutes(1), "messages per minute");

    private final String key;
    private final int defaultValue;
    private final Duration window;
    private final String words;

    Limit(String key, int defaultValue, Duration window, String words) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.window = window;
        this.words = words;
    }

    public static Optional<Limit> byKey(String key) {
        return Arrays.stream(values()).filter(limit -> limit.key.equals(key)).findFirst();
    }

    /** The name in the API, in evidence and in policy files. */
    public String key() {
        return key;
    }

    public int defaultValue() {
        return defaultValue;
    }

    /** The span that is looked at; zero for the limit on one message. */
    public Duration window() {
        return window;
    }

    /** What this limit counts of what was sent within its window. */
    public int measure(SentCount sent) {
        return switch (this) {
            case EXTERNAL_PER_HOUR -> sent.external();
            case INTERNAL_PER_HOUR -> sent.internal();
            case FIRST_TIME_PER_DAY -> sent.firstTime();
            case ALL_PER_DAY, PER_MESSAGE -> sent.recipients();
            case MESSAGES_PER_MINUTE -> sent.messages();
        };
    }

    /** What is counted, for a sentence such as "501 of 500 external recipients per hour". */
    public String words() {
        return words;
    }
}
