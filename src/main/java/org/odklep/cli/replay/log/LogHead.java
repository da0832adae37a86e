package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What stands between the timestamp of a line and its text.
 *
 * <pre>
 * head = [host SP] tag ["[" process "]"] ":" SP
 * tag  = syslog_name "/" program        ; Postfix; syslog_name is free: postfix, postfix/submission, postfix-out
 *      / other program
 * </pre>
 *
 * A line of Postfix is known by the program at the end of its tag, or by a tag that begins with "postfix".
 */
final class LogHead {
    /** Whose line it is. */
    enum Owner {
        POSTFIX,
        FOREIGN,
        /** It looks like a line of Postfix that breaks off. */
        BROKEN
    }

    private static final byte[] POSTFIX = ascii("postfix");
    private static final byte[] CLEANUP = ascii("cleanup");
    private static final byte[][] PROGRAMS = {
        CLEANUP,
        ascii("smtpd"),
        ascii("qmgr"),
        ascii("smtp"),
        ascii("lmtp"),
        ascii("pickup"),
        ascii("local"),
        ascii("virtual"),
        ascii("pipe"),
        ascii("error"),
        ascii("discard"),
        ascii("bounce"),
        ascii("oqmgr"),
        ascii("nqmgr"),
        ascii("postsuper"),
    };

    private int text;
    private int processStart;
    private int processEnd;
    private boolean cleanup;

    /** Where the text of the line begins. */
    int text() {
        return text;
    }

    /** The process that wrote the line; 0 when it is not told. */
    long process(Line line) {
        return Math.max(line.number(processStart, processEnd), 0);
    }

    /** True when cleanup(8) wrote the line. */
    boolean isCleanup() {
        return cleanup;
    }

    /** Reads the head of a line, from behind its timestamp. */
    Owner read(Line line, int start) {
        int space = line.find(' ', start);
        if (space <= start) {
            return Owner.FOREIGN;
        }
        int tag = line.at(space - 1) == ':' ? start : space + 1;
        int tagEnd = endOfTag(line, tag);
        int program = startOfProgram(line, tag, tagEnd);
        cleanup = line.is(program, tagEnd, CLEANUP);
        if (program == tag || !(isProgram(line, program, tagEnd) || line.startsWith(tag, POSTFIX))) {
            return Owner.FOREIGN;
        }
        return readProcess(line, tagEnd) ? Owner.POSTFIX : Owner.BROKEN;
    }

    private boolean readProcess(Line line, int tagEnd) {
        int colon = tagEnd;
        processStart = tagEnd;
        processEnd = tagEnd;
        if (line.at(tagEnd) == '[') {
            int close = line.find(']', tagEnd);
            if (close < 0) {
                return false;
            }
            processStart = tagEnd + 1;
            processEnd = close;
            colon = close + 1;
        }
        text = colon + 2;
        return line.at(colon) == ':' && line.at(colon + 1) == ' ';
    }

    /** The first colon, bracket or space, or the end of the line. */
    private static int endOfTag(Line line, int start) {
        int i = start;
        while (i < line.to() && line.at(i) != ':' && line.at(i) != '[' && line.at(i) != ' ') {
            i++;
        }
        return i;
    }

    /** Behind the last slash of the tag, or its beginning. */
    private static int startOfProgram(Line line, int tag, int tagEnd) {
        int i = tagEnd;
        while (i > tag && line.at(i - 1) != '/') {
            i--;
        }
        return i;
    }

    private static boolean isProgram(Line line, int start, int end) {
        for (byte[] program : PROGRAMS) {
            if (line.is(start, end, program)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
