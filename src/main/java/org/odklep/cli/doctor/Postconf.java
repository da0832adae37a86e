package org.odklep.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs {@code postconf}: the only part of the doctor that touches the host. */
public final class Postconf {
    /** Ordinary users seldom have the sbin directories in their PATH. */
    private static final List<String> PROGRAMS = List.of("postconf", "/usr/sbin/postconf", "/usr/local/sbin/postconf");

    private static final long LONGEST_RUN_SECONDS = 30;
    private static final int LONGEST_OUTPUT_BYTES = 4 * PostconfText.MAX_LENGTH;

    private Postconf() {}

    /**
     * Reads the configuration of this host.
     *
     * @param directory the one with main.cf and master.cf; empty for Postfix's own
     * @return the settings, or one line that says why postconf gave none
     */
    public static PostconfReading read(Optional<Path> directory) {
        return read(PROGRAMS, directory);
    }

    static PostconfReading read(List<String> programs, Optional<Path> directory) {
        for (String program : programs) {
            try {
                return PostfixSettings.read(run(program, directory, "-n") + "\n" + run(program, directory, "-M"));
            } catch (NotInstalledException e) {
                continue;
            } catch (IOException e) {
                return new PostconfReading.Unreadable("cannot read: " + e.getMessage());
            }
        }
        return new PostconfReading.Unreadable("cannot run postconf: Postfix is not installed here; on the mail server:"
                + " (postconf -n; postconf -M) | odklep doctor postfix -");
    }

    private static String run(String program, Optional<Path> directory, String mode) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        directory.ifPresent(path -> command.addAll(List.of("-c", path.toString())));
        command.add(mode);
        Output output = run(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
        if (output.status == 0) {
            return output.text;
        }
        // A second run, for the message alone: two streams at a time would need a second thread.
        String messages = run(new ProcessBuilder(command).redirectErrorStream(true)).text;
        throw new IOException(String.join(" ", command) + " failed: " + reason(messages));
    }

    private record Output(int status, String text) {}

    private static Output run(ProcessBuilder builder) throws IOException {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new NotInstalledException(e);
        }
        CompletableFuture.delayedExecutor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (var out = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] bytes = out.readNBytes(LONGEST_OUTPUT_BYTES);
            if (bytes.length == LONGEST_OUTPUT_BYTES) {
                process.destroyForcibly();
            }
            return new Output(process.waitFor(), new String(bytes, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while postconf ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String reason(String messages) {
        List<String> lines = messages.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("fatal: "))
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .map(line -> Finding.quote(line.strip()))
                .orElse("it printed nothing and did not end well within " + LONGEST_RUN_SECONDS + " seconds");
    }

    private static final class NotInstalledException extends IOException {
        private static final long serialVersionUID = 1;

        NotInstalledException(IOException cause) {
            super(cause);
        }
    }
}
