package org.odklep.sending;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The external addresses that one account wrote to before, as 32-bit keyed fingerprints: 4 bytes an address, the
 * {@link #MAX} latest ones. Of a million new addresses a full set takes fewer than one for known by mistake
 * (2048 / 2^32); the key keeps an attacker from choosing addresses that collide.
 */
public final class KnownRecipients {
    /** Beyond this the address that was added first is forgotten, and counts as new when it is written to again. */
    public static final int MAX = 2048;

    private int[] keys;
    private int size;
    private int oldest;

    /** @param keys as stored, the oldest first */
    KnownRecipients(int[] keys) {
        int from = Math.max(0, keys.length - MAX);
        this.keys = Arrays.copyOfRange(keys, from, keys.length);
        this.size = this.keys.length;
    }

    /** What is stored once new keys are added, the oldest first: each once, the {@link #MAX} latest. */
    public static int[] merge(int[] stored, int[] fresh) {
        int[] all = IntStream.concat(Arrays.stream(stored), Arrays.stream(fresh))
                .distinct()
                .toArray();
        return Arrays.copyOfRange(all, Math.max(0, all.length - MAX), all.length);
    }

    boolean contains(int key) {
        for (int i = 0; i < size; i++) {
            if (keys[i] == key) {
                return true;
            }
        }
        return false;
    }

    /** Adds a key if it is not contained yet. */
    void learn(int key) {
        if (!contains(key)) {
            add(key);
        }
    }

    /** Adds a key that is not contained yet. */
    void add(int key) {
        if (size == MAX) {
            keys[oldest] = key;
            oldest = (oldest + 1) % MAX;
            return;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.min(MAX, size + size / 2 + 1));
        }
        keys[size++] = key;
    }

    int size() {
        return size;
    }
}
