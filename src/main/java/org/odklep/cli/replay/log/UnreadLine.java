package org.odklep.cli.replay.log;

/**
 * A line that could not be understood.
 *
 * @param source the file, or "standard input"
 * @param number counted from 1 within the source, after decompression
 * @param why in a few words
 * @param text the beginning of the line, unprintable bytes shown as "?"
 */
public record UnreadLine(String source, long number, String why, String text) {
    @Override
    public String toString() {
        return source + ":" + number + ": " + why + ": " + text;
    }
}
