package org.odklep.testing;

import java.util.stream.Stream;

/** The command-line mail client swaks, for tests that want a client that is not ours. */
public final class Swaks {
    private Swaks() {}

    /**
     * Runs swaks against a port of 127.0.0.1; the output of the run is its transcript.
     *
     * @param arguments for example {@code --from}, {@code --to}, {@code --auth-user}
     */
    public static ProgramRun send(int port, String... arguments) {
        return ProgramRun.of(Stream.concat(
                        Stream.of("/usr/bin/swaks", "--server", "127.0.0.1:" + port, "--helo", "client.example"),
                        Stream.of(arguments))
                .toList());
    }
}
