package org.odklep.cli.replay.log;

import java.io.IOException;

/** A log source that cannot be read at all; the message tells the user what to do. */
public final class LogUnreadableException extends IOException {
    private static final long serialVersionUID = 1;

    LogUnreadableException(String message) {
        super(message);
    }
}
