package org.odklep.cli.terminal;

/** Numbers with their nouns. */
public final class Words {
    private static final String[] UNITS = {"B", "kB", "MB", "GB"};

    private Words() {}

    /** Such as "1 message" or "12 messages". */
    public static String count(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }

    /** A size in bytes with three digits or fewer, in powers of 1000; empty for 0, which stands for unknown. */
    public static String size(long bytes) {
        if (bytes == 0) {
            return "";
        }
        long value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value = Math.round(value / 1000.0);
            unit++;
        }
        return value + " " + UNITS[unit];
    }
}
