package org.odklep.cli.replay.log;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream of bytes into lines, without copying them. A line ends with LF or CR LF, the last one also with the stream. */
final class LogLines {
    /** Longer lines are skipped and reported; syslog daemons cut at 1 to 8 KiB by default. */
    static final int MAX_LENGTH = 64 * 1024;

    /** What {@link #next} found. */
    enum Found {
        LINE,
        /** A line over {@link #MAX_LENGTH}; the slice holds its beginning. */
        TOO_LONG,
        END
    }

    private final InputStream in;
    private final Line line;
    private final byte[] buffer = new byte[4 * MAX_LENGTH];
    private int start;
    private int end;
    private boolean ended;

    /** @param line is set to each line in turn */
    LogLines(InputStream in, Line line) {
        this.in = in;
        this.line = line;
    }

    /**
     * Goes to the next line.
     *
     * @throws IOException when the stream fails; all whole lines before that point were given
     */
    Found next() throws IOException {
        int newline = findNewline(start);
        if (newline < 0) {
            return ended && start == end ? Found.END : endOfStreamOrTooLong();
        }
        int from = start;
        start = newline + 1;
        return take(from, newline);
    }

    private Found endOfStreamOrTooLong() throws IOException {
        if (!ended) {
            return skipLongLine();
        }
        int from = start;
        start = end;
        return take(from, end);
    }

    private Found take(int from, int to) {
        boolean carriageReturn = to > from && buffer[to - 1] == '\r';
        line.set(buffer, from, carriageReturn ? to - 1 : to);
        return line.length() > MAX_LENGTH ? Found.TOO_LONG : Found.LINE;
    }

    /** The next newline, reading on as far as the longest line reaches; negative when there is none. */
    private int findNewline(int from) throws IOException {
        int position = from;
        while (true) {
            for (int i = position; i < end; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            position = end;
            if (ended || end - start > MAX_LENGTH) {
                return -1;
            }
            position -= fill();
        }
    }

    /** Reads more, moving the unfinished line to the front when space is needed; returns how far it was moved. */
    private int fill() throws IOException {
        int moved = 0;
        if (buffer.length - end < MAX_LENGTH) {
            moved = start;
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int count = in.read(buffer, end, buffer.length - end);
        ended = count < 0;
        end += Math.max(count, 0);
        return moved;
    }

    /** Keeps the beginning of the line at the front of the buffer, and reads over the rest. */
    private Found skipLongLine() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, MAX_LENGTH);
        line.set(buffer, 0, MAX_LENGTH);
        start = MAX_LENGTH;
        end = MAX_LENGTH;
        while (!ended) {
            int count = in.read(buffer, MAX_LENGTH, buffer.length - MAX_LENGTH);
            ended = count < 0;
            for (int i = MAX_LENGTH; i < MAX_LENGTH + count; i++) {
                if (buffer[i] == '\n') {
                    start = i + 1;
                    end = MAX_LENGTH + count;
                    return Found.TOO_LONG;
                }
            }
        }
        return Found.TOO_LONG;
    }
}
