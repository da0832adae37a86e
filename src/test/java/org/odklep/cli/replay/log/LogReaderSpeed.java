package org.odklep.cli.replay.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Measures how fast logs are read; a program, not a test. {@code LogReaderSpeed make FILE LINES [iso]} writes a made-up log,
 * {@code LogReaderSpeed FILE...} reads files once in a fresh JVM and prints lines per second, start-up not included.
 */
final class LogReaderSpeed {
    private LogReaderSpeed() {}

    static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("make")) {
            try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[1])))) {
                new MadeLog(out, 1, Instant.parse("2026-11-01T00:00:00Z"), arguments.length > 3)
                        .write(Long.parseLong(arguments[2]));
            }
            return;
        }
        Instant start = Instant.now();
        LogReading reading =
                LogReader.read(LogSource.of(List.of(arguments), System.in), ZoneOffset.UTC, start, ReadProgress.NONE);
        double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
        System.out.printf(
                "%d lines, %.2f s, %.0f lines/s; %s, %d messages, %s%n",
                reading.counts().lines(),
                seconds,
                reading.counts().lines() / seconds,
                reading.counts(),
                reading.messages().size(),
                reading.unread());
    }
}
