package org.odklep.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server that runs in the foreground as our child, with everything it says in one log file. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(10);

    private final String name;
    private final Process process;
    private final Path log;
    private String stopSignal = "TERM";

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server in the root directory (which every user may enter).
     *
     * @param name what messages call it
     * @param log receives its output; the server may append to the same file
     * @throws UncheckedIOException when the program cannot be started
     */
    public static ServerProcess start(String name, Path log, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new ServerProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** Chooses the signal, named without SIG, by which {@link #close} asks the server to end; TERM if not called. */
    public ServerProcess stoppedBy(String signal) {
        stopSignal = signal;
        return this;
    }

    /**
     * Waits until the log holds a text.
     *
     * @throws IllegalStateException with the whole log when the server ends before that, or two minutes pass
     */
    public void awaitLog(String text) {
        await("'" + text + "' in its log", () -> log().contains(text));
    }

    /** Waits until the server accepts connections on a port of 127.0.0.1; fails as {@link #awaitLog} does. */
    public void awaitPort(int port) {
        await("port " + port, () -> accepts(port));
    }

    /** All that the server has said so far. */
    public String log() {
        try {
            return new String(Files.readAllBytes(log), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process id of the server itself, not of its children. */
    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}; returns when the server and the children it has are gone. */
    public void kill() {
        endBy("KILL");
    }

    /** Ends the server and the children it has, gently first; returns when all are gone. */
    @Override
    public void close() {
        endBy(stopSignal);
    }

    private void endBy(String signal) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        if (process.isAlive()) {
            ProgramRun kill = ProgramRun.of("/bin/kill", "-" + signal, String.valueOf(pid()));
            if (runs(process.toHandle())) {
                kill.orFail();
            }
        }
        if (!isWithin(LIMIT, () -> all.stream().noneMatch(ServerProcess::runs))) {
            all.forEach(ProcessHandle::destroyForcibly);
            throw new IllegalStateException(name + " had to be killed; it said: " + sayings());
        }
    }

    private void await(String what, BooleanSupplier condition) {
        boolean settled = isWithin(LIMIT, () -> condition.getAsBoolean() || !process.isAlive());
        if (!condition.getAsBoolean()) {
            String end =
                    settled ? " ended with " + process.exitValue() : " still runs after " + LIMIT.toSeconds() + " s";
            throw new IllegalStateException(name + end + " without " + what + "; it said: " + sayings());
        }
    }

    private String sayings() {
        String log = log();
        return log.isBlank() ? "nothing" : "\n" + log;
    }

    private static boolean accepts(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** A zombie has ended: nobody may be there to collect the orphans of a server in a container. */
    private static boolean runs(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"), UTF_8);
            return handle.isAlive() && !stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isWithin(Duration limit, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
