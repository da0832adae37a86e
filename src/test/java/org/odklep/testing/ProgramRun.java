package org.odklep.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param command what was run, with its arguments
 * @param exitCode 0 to 255
 * @param output standard output and standard error, as they came
 */
public record ProgramRun(List<String> command, int exitCode, String output) {
    private static final int LIMIT_SECONDS = 60;

    /**
     * Runs a program with empty standard input in the root directory (which every user may enter).
     *
     * @throws IllegalStateException when it is still running after a minute
     * @throws UncheckedIOException when it cannot be started
     */
    public static ProgramRun of(String... command) {
        return of(List.of(command));
    }

    /** The same for a command in parts. */
    public static ProgramRun of(List<String> command) {
        try {
            Path output = Files.createTempFile("odklep-", ".out");
            try {
                return finish(command, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The output of a program that ended well.
     *
     * @throws IllegalStateException with the output when it did not
     */
    public String orFail() {
        if (exitCode != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + exitCode + ":\n" + output);
        }
        return output;
    }

    private static ProgramRun finish(List<String> command, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        command + " still runs after " + LIMIT_SECONDS + " s:\n" + read(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return new ProgramRun(command, process.exitValue(), read(output));
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), UTF_8);
    }
}
