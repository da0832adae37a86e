package org.odklep.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a long list to show. */
final class LengthOption {
    /** For lists that are shown whole. */
    static final LengthOption ALL = new LengthOption();

    private static final long SCREENFUL = 50;

    static {
        ALL.limit = 0L;
    }

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show the newest N entries, 0 for all (default: 50; all with --json).")
    private @Nullable Long limit;

    long forPeople() {
        return limit == null ? SCREENFUL : orAll(limit);
    }

    long forPrograms() {
        return limit == null ? Long.MAX_VALUE : orAll(limit);
    }

    private static long orAll(long asked) {
        return asked <= 0 ? Long.MAX_VALUE : asked;
    }
}
