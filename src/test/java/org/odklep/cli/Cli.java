package org.odklep.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.odklep.cli.terminal.Shell;

/** Runs commands in this process and keeps what they print. */
final class Cli {
    static final Instant NOON = Instant.parse("2026-11-22T11:00:00Z");

    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private InstantSource clock = InstantSource.fixed(NOON);

    /** A shell whose environment names a server and a file with the token "odk_test". */
    static Cli of(String url, Path directory) {
        return new Cli()
                .with("ODKLEP_URL", url)
                .with("ODKLEP_TOKEN_FILE", secretFile(directory, "odk_test").toString());
    }

    static Path secretFile(Path directory, String text) {
        try {
            Path file = Files.createTempFile(
                    directory,
                    "token",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Cli reading(String text) {
        input = text;
        return this;
    }

    Cli at(InstantSource time) {
        clock = time;
        return this;
    }

    Outcome run(String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Shell shell = new Shell(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(output, false, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                clock,
                ZoneId.of("Europe/Ljubljana"),
                false);
        int code = OdklepCommand.commandLine(shell).execute(arguments);
        return new Outcome(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    /** How a command ended and what it printed. */
    record Outcome(int code, String output, String errors) {}
}
