package org.odklep.app;

import java.time.Duration;

/** What numbers among the settings may be. Each throws {@link IllegalArgumentException} with the name and what to write. */
final class Bounds {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_PORT = 65_535;

    private Bounds() {}

    static void port(String name, int port) {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException(
                    name + " has to be a port from 1 to " + MOST_PORT + ", or 0 for a free one");
        }
    }

    static void connections(int most) {
        if (most < 1 || most > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("max-connections has to be from 1 to " + MOST_CONNECTIONS);
        }
    }

    static void idle(Duration idle) {
        atLeast("idle", idle, Duration.ofSeconds(1));
    }

    static void atLeast(String name, Duration time, Duration least) {
        if (time.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " has to be at least " + text(least));
        }
    }

    static void atLeast(String name, int number, int least) {
        if (number < least) {
            throw new IllegalArgumentException(name + " has to be at least " + least);
        }
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
