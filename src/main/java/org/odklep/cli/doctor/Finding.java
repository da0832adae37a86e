package org.odklep.cli.doctor;

/**
 * One thing that the doctor has to say. All texts are safe for a terminal.
 *
 * @param service the service it is about as master.cf names it, such as {@code submission/inet}, several separated by
 *     ", ", or {@code main.cf}
 * @param what the fact, without a final full stop
 * @param why what it leads to, in sentences; may be empty
 * @param remedy what to do, empty if nothing; a line that starts with a tab is to be pasted as it stands behind the tab
 */
public record Finding(Severity severity, String service, String what, String why, String remedy) {
    /** From fine to broken. */
    public enum Severity {
        /** As it should be. */
        OK,
        /** Works; good to know. */
        HINT,
        /** Works in part, or stops working when something else does. */
        WARNING,
        /** Does not protect, or does not take mail at all. */
        ERROR
    }

    /** The service of findings that are about the whole mail server. */
    static final String EVERYWHERE = "main.cf";

    /** Marks a line of a remedy that is to be pasted. */
    static final String PASTE = "\t";

    private static final int LONGEST_SENTENCES = 1_000;

    public Finding {
        service = printable(service, LONGEST_SENTENCES);
        what = printable(what, LONGEST_SENTENCES);
        why = printable(why, LONGEST_SENTENCES);
        remedy = printable(remedy, Integer.MAX_VALUE);
    }

    Finding of(String otherService) {
        return new Finding(severity, otherService, what, why, remedy);
    }

    boolean isTrouble() {
        return severity.compareTo(Severity.WARNING) >= 0;
    }

    /** A piece of configuration short enough to be quoted within a sentence. */
    static String quote(String text) {
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
    }

    /** The configuration is somebody else's text: control characters in it must not reach the terminal. */
    private static String printable(String text, int limit) {
        String clipped = text.length() <= limit ? text : text.substring(0, limit) + " ...";
        return clipped.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029&&[^\\n\\t]]", "?");
    }
}
