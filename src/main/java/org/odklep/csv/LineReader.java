package org.odklep.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A text of lines that are not too long: what a quote holds together is one line. */
final class LineReader extends FilterReader {
    private final int most;
    private long read;

    LineReader(Reader in, int most) {
        super(in);
        this.most = most;
    }

    /** What was read ahead does not count. */
    void lineBegins() {
        read = 0;
    }

    @Override
    public int read() throws IOException {
        return counted(super.read(), 1);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int some = super.read(buffer, offset, length);
        return counted(some, some);
    }

    private int counted(int result, int characters) throws TooLong {
        read += Math.max(characters, 0);
        if (read > most) {
            throw new TooLong();
        }
        return result;
    }

    /** A line is longer than lines may be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }
}
