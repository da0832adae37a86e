package org.odklep.cli.replay;

import java.io.PrintWriter;
import org.odklep.cli.replay.log.ReadProgress;

/** How far the reading is, on one line of a terminal that is written over and at last wiped. */
final class ProgressBar implements ReadProgress, AutoCloseable {
    private static final int CELLS = 30;
    private static final int MEGABYTE = 1_000_000;

    private final PrintWriter out;
    private String shown = "";
    private long step = -1;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void advanced(long read, long total) {
        long next = total > 0 ? Math.min(100, read * 100 / total) : read / MEGABYTE;
        if (next != step) {
            step = next;
            show(total > 0 ? bar((int) next) : "Reading: " + next + " MB");
        }
    }

    @Override
    public void close() {
        if (!shown.isEmpty()) {
            out.print("\r" + " ".repeat(shown.length()) + "\r");
            out.flush();
        }
    }

    private static String bar(int percent) {
        int full = CELLS * percent / 100;
        return "Reading: [%s%s] %3d %%".formatted("#".repeat(full), ".".repeat(CELLS - full), percent);
    }

    private void show(String line) {
        shown = line;
        out.print("\r" + line);
        out.flush();
    }
}
