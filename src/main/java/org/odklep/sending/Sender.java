package org.odklep.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;

/**
 * The memory of one account that sends. Not thread-safe: the guard holds its monitor. There may be a million of them: every
 * eight bytes count.
 */
final class Sender {
    private static final Duration SHORTEST_ALERT_PAUSE = Duration.ofHours(1);
    /** Stands in a retired sender for its log. */
    private static final SendLog RETIRED = new SendLog();

    private final AccountName account;
    private SendLog log = new SendLog();
    private @Nullable KnownRecipients known;
    private @Nullable Map<Limit, Instant> alerted;
    private long epochMillis;

    Sender(AccountName account) {
        this.account = account;
    }

    /** The one copy of the name that everything that waits to be written shares. */
    AccountName account() {
        return account;
    }

    /** Makes mail from before the epoch count no more. */
    void startFrom(Instant epoch) {
        if (epoch.toEpochMilli() > epochMillis) {
            epochMillis = epoch.toEpochMilli();
            log.clear();
            alerted = null;
        }
    }

    Instant epoch() {
        return Instant.ofEpochMilli(epochMillis);
    }

    SentCount within(Duration window, Instant now) {
        return log.within(window, now);
    }

    /** Counts mail; what seems to be from before the epoch, because the clock stepped back since, counts as of the epoch. */
    void add(SentCount sent, Instant at) {
        log.add(sent, at.toEpochMilli() < epochMillis ? epoch() : at);
    }

    /** Counts mail of this epoch that became known late. */
    void addLate(SentCount sent, Instant at) {
        log.addLate(sent, at);
    }

    /** Those of the keys that the account never wrote to, each once. */
    int[] unknownAmong(int[] keys, Supplier<int[]> stored) {
        if (keys.length == 0) {
            return keys;
        }
        KnownRecipients recipients = known(stored);
        int[] unknown = new int[keys.length];
        int count = 0;
        for (int key : keys) {
            if (!recipients.contains(key)) {
                unknown[count++] = key;
            }
        }
        return count == 0 ? NONE : Arrays.stream(unknown, 0, count).distinct().toArray();
    }

    /** Remembers keys; before the first question none are remembered, for they are stored by then. */
    void learn(int[] keys) {
        KnownRecipients recipients = known;
        if (recipients != null) {
            for (int key : keys) {
                recipients.learn(key);
            }
        }
    }

    /** True when no alert on this limit was raised lately; from then on it was. */
    boolean mayAlert(Limit limit, Instant now) {
        Map<Limit, Instant> last = alerted == null ? new EnumMap<>(Limit.class) : alerted;
        alerted = last;
        Duration pause = limit.window().compareTo(SHORTEST_ALERT_PAUSE) < 0 ? SHORTEST_ALERT_PAUSE : limit.window();
        Instant before = last.get(limit);
        if (before != null && before.plus(pause).isAfter(now)) {
            return false;
        }
        last.put(limit, now);
        return true;
    }

    /** Gives up this memory when the account has been idle for a day; a retired sender may not be used any more. */
    boolean retireIfIdle(Instant now) {
        if (log.isIdle(now)) {
            log = RETIRED;
        }
        return isRetired();
    }

    boolean isRetired() {
        return log == RETIRED;
    }

    private static final int[] NONE = {};

    private KnownRecipients known(Supplier<int[]> stored) {
        KnownRecipients recipients = known;
        if (recipients == null) {
            recipients = new KnownRecipients(stored.get());
            known = recipients;
        }
        return recipients;
    }
}
