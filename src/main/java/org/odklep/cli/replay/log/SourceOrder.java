package org.odklep.cli.replay.log;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/** Puts sources in the order of the first timestamps in them, and opens them. */
final class SourceOrder {
    /** Older file times are artificial: Postfix was first released in December 1998. */
    private static final Instant OLDEST_LOG = Instant.parse("1998-12-01T00:00:00Z");

    private final ZoneId zone;
    private final Instant now;
    private final LongConsumer advanced;

    /** What cannot be read twice stays open once it was looked at. */
    private final Map<LogSource, LogStream> lookedAt = new HashMap<>();

    /** @param advanced hears the number of stored bytes read */
    SourceOrder(ZoneId zone, Instant now, LongConsumer advanced) {
        this.zone = zone;
        this.now = now;
        this.advanced = advanced;
    }

    /** The sources, the one that begins first at the front. */
    List<LogSource> sorted(List<LogSource> sources) throws IOException {
        if (sources.size() < 2) {
            return sources;
        }
        Map<LogSource, Instant> beginnings = new HashMap<>();
        for (LogSource source : sources) {
            beginnings.put(source, beginning(source));
        }
        return sources.stream().sorted(Comparator.comparing(beginnings::get)).toList();
    }

    /** The source from its beginning. */
    LogStream open(LogSource source) throws IOException {
        LogStream stream = lookedAt.remove(source);
        return stream != null ? stream : new LogStream(source, advanced);
    }

    /** A clock for the source: no line of it is younger than now, nor than the file. */
    LogClock clock(LogSource source) {
        return new LogClock(zone, reference(source));
    }

    /** The first time that a source names within its first bytes; the reference when it names none. */
    private Instant beginning(LogSource source) throws IOException {
        Line line = new Line();
        LogTime time = new LogTime();
        LogLines lines = new LogLines(new ByteArrayInputStream(peek(source)), line);
        LogClock clock = clock(source);
        while (lines.next() != LogLines.Found.END) {
            if (time.read(line) != Line.NOWHERE) {
                return clock.instant(clock.stamp(time));
            }
        }
        return reference(source);
    }

    private byte[] peek(LogSource source) throws IOException {
        if (!source.rereadable()) {
            LogStream stream = new LogStream(source, advanced);
            lookedAt.put(source, stream);
            return stream.peek();
        }
        try (LogStream stream = new LogStream(source, count -> {})) {
            return stream.peek();
        } catch (EOFException | ZipException e) {
            return new byte[0]; // Reading it will say so.
        }
    }

    private Instant reference(LogSource source) {
        return source.modified()
                .filter(modified -> modified.isBefore(now) && modified.isAfter(OLDEST_LOG))
                .orElse(now);
    }
}
