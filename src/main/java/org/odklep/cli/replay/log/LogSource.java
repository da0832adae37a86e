package org.odklep.cli.replay.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a log comes from.
 *
 * @param name as the user wrote it
 * @param size bytes as stored; 0 when that cannot be known
 * @param modified when it was last written, if that is known
 * @param rereadable whether it can be opened again and gives the same
 */
public record LogSource(String name, long size, Optional<Instant> modified, boolean rereadable, Opener opener) {
    /** Opens the source, not decompressed. */
    @FunctionalInterface
    public interface Opener {
        /** The bytes as stored. */
        InputStream open() throws IOException;
    }

    /**
     * The sources that the arguments of a command name: files, each once, and {@code -} for standard input.
     *
     * @throws LogUnreadableException naming every file that cannot be read
     */
    public static List<LogSource> of(List<String> arguments, InputStream standardInput) throws IOException {
        Map<Object, LogSource> sources = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String argument : arguments) {
            try {
                if (argument.equals("-")) {
                    sources.putIfAbsent(argument, of("standard input", standardInput));
                } else {
                    sources.putIfAbsent(Path.of(argument).toRealPath(), of(Path.of(argument)));
                }
            } catch (IOException | IllegalArgumentException e) {
                problems.add(problem(argument, e));
            }
        }
        if (!problems.isEmpty()) {
            throw new LogUnreadableException(String.join("\n", problems));
        }
        return List.copyOf(sources.values());
    }

    /** A stream that can be read once, such as standard input. */
    public static LogSource of(String name, InputStream stream) {
        return new LogSource(name, 0, Optional.empty(), false, () -> stream);
    }

    /**
     * A file, or a pipe that has a path.
     *
     * @throws IOException when it cannot be opened for reading
     */
    public static LogSource of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new LogUnreadableException(file + ": is a directory; name the log files in it");
        }
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            return of(file.toString(), new BufferedInputStream(Files.newInputStream(file)));
        }
        Files.newInputStream(file).close();
        return new LogSource(
                file.toString(),
                Files.size(file),
                Optional.of(Files.getLastModifiedTime(file).toInstant()),
                true,
                () -> Files.newInputStream(file));
    }

    private static String problem(String argument, Exception cause) {
        return switch (cause) {
            case LogUnreadableException unreadable -> String.valueOf(unreadable.getMessage());
            case NoSuchFileException missing -> argument + ": there is no such file";
            case AccessDeniedException denied -> argument + ": may not be read by this user";
            default -> argument + ": cannot be read: " + cause.getMessage();
        };
    }
}
