package org.odklep.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What one account sent within the last day, compactly: a list of moments, oldest first, 20 bytes each, with the totals of
 * everything up to each of them. So the sum over a window is the difference of two moments, and moments are put together
 * by leaving out all but the last.
 *
 * <p>Moments are whole seconds. When the list is full, moments older than a minute are put together by the minute, and
 * those older than an hour by the quarter of an hour, each under the time of its last message. So no account needs more
 * than {@link #MAX_MOMENTS} (4 kB), and counts are exact or too high by what one such grain held, never too low: no
 * window of any position holds more than its limit.
 */
final class SendLog {
    /** 61 seconds, 60 minutes and 93 quarters, none of them aligned, and the moment that is being added. */
    static final int MAX_MOMENTS = 215;

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

    private static final int[] ZERO = new int[FIELDS];

    /** The totals of what is too old to be in the list. */
    private int[] forgotten = ZERO;

    private int[] moments = new int[FIELDS];
    private int size;

    /** Adds counts at a moment; one that is older than the last (a clock stepped back) counts as of the last. */
    void add(SentCount count, Instant at) {
        add(count, Math.max(second(at), last()));
    }

    /** Adds counts that became known late, at the moment to which they belong. */
    void addLate(SentCount count, Instant at) {
        add(count, second(at));
    }

    /** The sums over the window that ends now; nothing fits into a window of no length. */
    SentCount within(Duration window, Instant now) {
        int before = window.isZero() ? size - FIELDS : lastBefore(second(now) - (int) window.toSeconds());
        if (before == size - FIELDS) {
            return SentCount.NOTHING;
        }
        return new SentCount(
                since(before, MESSAGES), since(before, INTERNAL), since(before, EXTERNAL), since(before, FIRST_TIME));
    }

    void clear() {
        size = 0;
        moments = new int[FIELDS];
        forgotten = ZERO;
    }

    /** True when nothing of the last day is left. */
    boolean isIdle(Instant now) {
        return size == 0 || moments[size - FIELDS + SECOND] < second(now) - DAY;
    }

    /** How many moments are held. */
    int moments() {
        return size / FIELDS;
    }

    private void add(SentCount count, int second) {
        int moment = moment(second);
        add(moment, MESSAGES, count.messages());
        add(moment, INTERNAL, count.internal());
        add(moment, EXTERNAL, count.external());
        add(moment, FIRST_TIME, count.firstTime());
    }

    /**
     * Adds to the totals of a moment and of all later ones. Totals go round at 2^32, differences do not: all that is held
     * together stays at the highest number.
     */
    private void add(int moment, int field, int count) {
        int added = Math.min(count, Integer.MAX_VALUE - since(-FIELDS, field));
        for (int each = moment; each < size; each += FIELDS) {
            moments[each + field] += added;
        }
    }

    /** Where the moment of a second stands, which is made if need be. */
    private int moment(int second) {
        int place = lastBefore(second) + FIELDS;
        if (place < size && moments[place + SECOND] == second) {
            return place;
        }
        makeRoom(Math.max(second, last()));
        place = lastBefore(second) + FIELDS;
        System.arraycopy(moments, place, moments, place + FIELDS, size - place);
        copy(place - FIELDS, place);
        moments[place + SECOND] = second;
        size += FIELDS;
        return place;
    }

    /** The second of the last moment. */
    private int last() {
        return size == 0 ? Integer.MIN_VALUE : moments[size - FIELDS + SECOND];
    }

    /** What was counted after a moment. */
    private int since(int moment, int field) {
        return moments[size - FIELDS + field] - (moment < 0 ? forgotten[field] : moments[moment + field]);
    }

    /** Where the last moment before a second stands, or {@code -FIELDS}. */
    private int lastBefore(int second) {
        int low = 0;
        int high = size / FIELDS;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (moments[middle * FIELDS + SECOND] < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (low - 1) * FIELDS;
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
        int old = lastBefore(now - DAY);
        if (old >= 0) {
            forgotten = Arrays.copyOfRange(moments, old, old + FIELDS);
        }
        int kept = -FIELDS;
        for (int i = old + FIELDS; i < size; i += FIELDS) {
            if (kept < 0 || grain(moments[kept + SECOND], now) != grain(moments[i + SECOND], now)) {
                kept += FIELDS;
            }
            copy(i, kept);
        }
        size = kept + FIELDS;
    }

    /** Copies a moment to a place; without a moment, the totals of what is forgotten. */
    private void copy(int moment, int to) {
        System.arraycopy(moment < 0 ? forgotten : moments, Math.max(0, moment), moments, to, FIELDS);
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
