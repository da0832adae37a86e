package org.odklep.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends, for scripts. Numbers from 64 on are those of BSD's {@code sysexits.h}. */
public enum ExitCode {
    OK(0, "Done, or the answer is yes; a change that was made before counts as done."),
    NO(
            1,
            "The answer is no: why: may not send; release: nothing to release; unlock: no wrong password to forget; audit verify: broken; doctor: faults."),
    USAGE(2, "The command line is wrong; nothing was asked of the server."),
    NOT_FOUND(3, "There is no such account, policy, entry or token."),
    NOT_ALLOWED(4, "The token is missing, readable by others, not valid any more, or its role may not do this."),
    INVALID(5, "Values are not valid; every one of them is listed and nothing was changed."),
    CONFLICT(6, "Somebody changed the same thing at the same moment, or another rule forbids it."),
    NO_INPUT(66, "A file that was named, or the configuration of Postfix, cannot be read, or not to its end."),
    UNAVAILABLE(69, "No server answers, or its store is away: try again later."),
    FAULT(70, "A fault of Odklep itself; the text says what to report.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the shell sees. */
    public int number() {
        return number;
    }

    /** All numbers with their meanings, for the help pages. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.number), code.meaning);
        }
        return meanings;
    }
}
