package org.odklep.web.api.user;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the reading of more bytes than a request may bring. */
final class LimitedInput extends FilterInputStream {
    private long left;

    LimitedInput(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    /** More came than may. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("too many bytes");
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count(read);
        return read;
    }

    private void count(int read) throws TooLarge {
        left -= Math.max(0, read);
        if (left < 0) {
            throw new TooLarge();
        }
    }
}
