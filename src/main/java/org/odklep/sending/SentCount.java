package org.odklep.sending;

/** Accepted messages and their recipients. {@code firstTime} ones are among the external ones. */
public record SentCount(int messages, int internal, int external, int firstTime) {
    public static final SentCount NOTHING = new SentCount(0, 0, 0, 0);

    public SentCount plus(SentCount other) {
        return new SentCount(
                sum(messages, other.messages),
                sum(internal, other.internal),
                sum(external, other.external),
                sum(firstTime, other.firstTime));
    }

    public int recipients() {
        return sum(internal, external);
    }

    /** Stays at the highest number, where an overflow would make a count too low. */
    static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }
}
