package org.odklep.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.odklep.kernel.Secret;

/**
 * What the shell gives to a command.
 *
 * @param output what was asked for
 * @param errors errors, and words about the output that do not belong into a file of it
 * @param zone in which times are shown
 * @param errorsAreShown whether {@code errors} is a terminal
 */
public record Shell(
        Map<String, String> environment,
        InputStream input,
        PrintStream output,
        PrintStream errors,
        InstantSource clock,
        ZoneId zone,
        boolean errorsAreShown) {
    private static final int DEFAULT_WIDTH = 100;

    /** The shell around this process. */
    public static Shell ofProcess() {
        return new Shell(
                System.getenv(),
                System.in,
                System.out,
                System.err,
                InstantSource.system(),
                ZoneId.systemDefault(),
                errorsAreTerminal());
    }

    /** The value of an environment variable; an empty one counts as absent. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    public Instant now() {
        return clock.instant();
    }

    public Times times() {
        return new Times(zone, now());
    }

    /** How many characters the user's {@code COLUMNS} gives a line, 100 without it. */
    public int width() {
        return variable("COLUMNS")
                .filter(text -> text.matches("[0-9]{2,3}"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_WIDTH);
    }

    public Page page() {
        return new Page(width(), times());
    }

    /**
     * The text of a file, of standard input for {@code -}.
     *
     * @throws CommandFailed when it cannot be read
     */
    public String read(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** The bytes of a file; see {@link #read}. */
    public byte[] bytes(Path file) {
        try {
            return file.toString().equals("-") ? input.readAllBytes() : Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.NO_INPUT, "there is no file " + file);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NO_INPUT, "cannot read " + file + " (" + e + ")");
        }
    }

    /**
     * A password that the user chooses: typed twice without echo on a terminal, else the first line of standard input.
     *
     * @throws CommandFailed when there is none, or the two differ
     */
    public Secret newPassword() {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] first = console.readPassword("New password: ");
            char[] second = console.readPassword("Once more: ");
            if (first == null || second == null || !Arrays.equals(first, second)) {
                throw new CommandFailed(ExitCode.USAGE, "the two passwords differ; nothing was changed");
            }
            return Secret.of(new String(first));
        }
        return read(Path.of("-"))
                .lines()
                .findFirst()
                .map(Secret::of)
                .orElseThrow(() -> new CommandFailed(ExitCode.USAGE, "standard input holds no password"));
    }

    /** Prints a page. */
    public void show(Page page) {
        output.print(page);
        output.flush();
    }

    /** Prints text for programs, in UTF-8 whatever the locale. */
    public void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
        output.flush();
    }

    /** The JDK tells only of standard input and output together; Linux names the device behind standard error. */
    private static boolean errorsAreTerminal() {
        try {
            String device = Path.of("/proc/self/fd/2").toRealPath().toString();
            return device.startsWith("/dev/pts") || device.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
