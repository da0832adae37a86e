package org.odklep.cli.replay.log;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An open source as plain text: gzip is known by its first bytes, whatever the source is called. */
final class LogStream implements AutoCloseable {
    /** How much can be looked at before reading. */
    static final int PEEK = LogLines.MAX_LENGTH;

    private static final int LONGEST_MARK = 8;

    /** Beginnings of files that hold no plain text, as Latin-1, and what the user can do about it. */
    private static final Map<String, String> NOT_TEXT = Map.of(
            "\u00fd7zXZ\0", "is compressed with xz: use xz -dc %s | odklep replay -",
            "(\u00b5/\u00fd", "is compressed with zstd: use zstd -dc %s | odklep replay -",
            "BZh", "is compressed with bzip2: use bzip2 -dc %s | odklep replay -",
            "\u0004\"M\u0018", "is compressed with lz4: use lz4 -dc %s | odklep replay -",
            "PK\u0003\u0004", "is a zip archive: use unzip -p %s | odklep replay -",
            "LPKSHHRH", "is a systemd journal: use journalctl --file %s -o short-iso | odklep replay -");

    private InputStream text;

    /**
     * Opens a source.
     *
     * @param advanced hears the number of stored bytes read, block by block
     * @throws IOException when it cannot be read, or is compressed in a way that is not understood
     */
    LogStream(LogSource source, LongConsumer advanced) throws IOException {
        BufferedInputStream stored =
                new BufferedInputStream(new Counting(source.opener().open(), advanced), LogLines.MAX_LENGTH);
        stored.mark(LONGEST_MARK);
        byte[] beginning = stored.readNBytes(LONGEST_MARK);
        stored.reset();
        if (beginning.length == 0 && source.name().endsWith(".gz")) {
            throw new EOFException();
        }
        refuseOtherFormats(source, beginning);
        text = isGzip(beginning) ? new GZIPInputStream(stored, LogLines.MAX_LENGTH) : stored;
    }

    /** The text from where it was not read yet. */
    InputStream text() {
        return text;
    }

    /** Looks at the next {@link #PEEK} bytes, or as many as there are, without using them up. */
    byte[] peek() throws IOException {
        byte[] next = new byte[PEEK];
        int length = 0;
        try {
            for (int count = 0; count >= 0 && length < PEEK; count = text.read(next, length, PEEK - length)) {
                length += count;
            }
        } catch (EOFException | ZipException e) {
            // Whoever reads on to this point will meet it again.
        }
        byte[] peeked = Arrays.copyOf(next, length);
        text = new SequenceInputStream(new ByteArrayInputStream(peeked), text);
        return peeked;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private static boolean isGzip(byte[] beginning) {
        return beginning.length > 1 && beginning[0] == 0x1f && (beginning[1] & 0xff) == 0x8b;
    }

    private static void refuseOtherFormats(LogSource source, byte[] beginning) throws LogUnreadableException {
        String latin = new String(beginning, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> format : NOT_TEXT.entrySet()) {
            if (latin.startsWith(format.getKey())) {
                throw new LogUnreadableException(
                        source.name() + ": " + format.getValue().formatted(source.name()));
            }
        }
    }

    /** Tells how much passes through. */
    private static final class Counting extends FilterInputStream {
        private final LongConsumer advanced;

        Counting(InputStream in, LongConsumer advanced) {
            super(in);
            this.advanced = advanced;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            advanced.accept(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            advanced.accept(Math.max(count, 0));
            return count;
        }
    }
}
