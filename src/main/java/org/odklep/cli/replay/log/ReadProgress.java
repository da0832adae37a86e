package org.odklep.cli.replay.log;

/** Hears how far the reading is; called after every block, some thousand times a second at most. */
@FunctionalInterface
public interface ReadProgress {
    /** For those who do not care. */
    ReadProgress NONE = (read, total) -> {};

    /**
     * Some more was read.
     *
     * @param read bytes read of all sources, before decompression
     * @param total bytes that all sources have; 0 when that cannot be known, as with standard input
     */
    void advanced(long read, long total);
}
