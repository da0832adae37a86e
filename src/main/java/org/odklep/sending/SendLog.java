package org.odklep.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What one account sent within the last day, compactly: a list of moments with counts, oldest first, 20 bytes each.
 *
 * <p>Moments are whole seconds. When the list is full, moments older than a minute are put together by the minute, and
 * those older than an hour by the quarter of an hour, each under the time of its last message. So no account needs more
 * than {@link #MAX_MOMENTS} (4 kB), and counts are exact or too high by what one such grain held, never too low: no
 * window of any position holds more than its limit.
 */
final class SendLog {
    /** 60 seconds, 60 minutes and 93 quarters, none of them aligned, and the moment that is being added. */
    static final int MAX_MOMENTS = 214;

    private static final int FIELDS = 5;
    private static final int SECOND = 0;
    private static final int MESSAGES = 1;
    private static final int INTERNAL = 2;
    private static final int EXTERNAL = 3;
    private static final int FIRST_TIME = 4;

    private static final int MINUTE = 60;
    private static final int QUARTER = 15 * MINUTE;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    /** Seconds of the list count from here, so that they fit an int until 2088. */
    private static final long BASE = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();

    private int[] moments = new int[FIELDS];
    private int size;

    /** Adds counts at a moment; one that is older than the last (a clock stepped back) counts as of the last. */
    void add(SentCount count, Instant at) {
        int second = second(at);
        if (size > 0) {
            second = Math.max(second, moments[size - FIELDS + SECOND]);
        }
        if (size == 0 || moments[size - FIELDS + SECOND] != second) {
            makeRoom(second);
            moments[size + SECOND] = second;
            size += FIELDS;
        }
        int last = size - FIELDS;
        add(last + MESSAGES, count.messages());
        add(last + INTERNAL, count.internal());
        add(last + EXTERNAL, count.external());
        add(last + FIRST_TIME, count.firstTime());
    }

    /** The sums over the window that ends now; nothing fits into a window of no length. */
    SentCount within(Duration window, Instant now) {
        if (window.isZero()) {
            return SentCount.NOTHING;
        }
        int from = second(now) - (int) window.toSeconds();
        int messages = 0;
        int internal = 0;
        int external = 0;
        int firstTime = 0;
        for (int i = size - FIELDS; i >= 0 && moments[i + SECOND] >= from; i -= FIELDS) {
            messages = SentCount.sum(messages, moments[i + MESSAGES]);
            internal = SentCount.sum(internal, moments[i + INTERNAL]);
            external = SentCount.sum(external, moments[i + EXTERNAL]);
            firstTime = SentCount.sum(firstTime, moments[i + FIRST_TIME]);
        }
        return new SentCount(messages, internal, external, firstTime);
    }

    void clear() {
        size = 0;
        moments = new int[FIELDS];
    }

    /** True when nothing of the last day is left. */
    boolean isIdle(Instant now) {
        return size == 0 || moments[size - FIELDS + SECOND] < second(now) - DAY;
    }

    /** How many moments are held. */
    int moments() {
        return size / FIELDS;
    }

    private void add(int index, int count) {
        moments[index] = SentCount.sum(moments[index], count);
    }

    private void makeRoom(int now) {
        if (size < moments.length) {
            return;
        }
        compact(now);
        if (size == moments.length) {
            int count = size / FIELDS;
            moments = Arrays.copyOf(moments, FIELDS * Math.min(MAX_MOMENTS, count + Math.max(1, count / 2)));
        }
    }

    private void compact(int now) {
        int kept = -FIELDS;
        for (int i = 0; i < size; i += FIELDS) {
            int second = moments[i + SECOND];
            if (second < now - DAY) {
                continue;
            }
            if (kept >= 0 && grain(moments[kept + SECOND], now) == grain(second, now)) {
                moments[kept + SECOND] = second;
                for (int field = MESSAGES; field <= FIRST_TIME; field++) {
                    add(kept + field, moments[i + field]);
                }
            } else {
                kept += FIELDS;
                System.arraycopy(moments, i, moments, kept, FIELDS);
            }
        }
        Arrays.fill(moments, kept + FIELDS, size, 0);
        size = kept + FIELDS;
    }

    /** Names the stretch of time that a moment may share with others; negative names are minutes and quarters. */
    private static long grain(int second, int now) {
        int age = now - second;
        if (age > HOUR) {
            return -1L - second / QUARTER;
        }
        return age > MINUTE ? Integer.MIN_VALUE - (long) (second / MINUTE) : second;
    }

    private static int second(Instant at) {
        return (int) (at.getEpochSecond() - BASE);
    }
}
