package org.odklep.cli.replay.log;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parses each text once and gives the same value for it again, as long as it remembers: a table of fixed size in which a
 * newer text takes the place of an older one. Log lines repeat themselves, so most of them cost no new value.
 */
final class SharedValues<T> {
    private final Function<String, T> parse;
    private final @Nullable Entry<T>[] entries;

    /** Of the texts in the entries; beside them, because a look at an entry that is not wanted costs a cache miss. */
    private final int[] hashes;

    /** @param slots how many texts are remembered at most; a power of two */
    @SuppressWarnings("unchecked")
    SharedValues(int slots, Function<String, T> parse) {
        this.parse = parse;
        this.entries = (@Nullable Entry<T>[]) new Entry<?>[slots];
        this.hashes = new int[slots];
    }

    /** The value of a part of a line. */
    T get(Line line, int start, int end) {
        int hash = line.hash(start, end);
        int slot = (hash ^ hash >>> 15) & hashes.length - 1;
        if (hashes[slot] == hash) {
            Entry<T> entry = entries[slot];
            if (entry != null && line.equals(start, end, entry.key)) {
                return entry.value;
            }
        }
        Entry<T> entry = new Entry<>(line.bytes(start, end), parse.apply(line.text(start, end)));
        entries[slot] = entry;
        hashes[slot] = hash;
        return entry.value;
    }

    private record Entry<T>(byte[] key, T value) {}
}
