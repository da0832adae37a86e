package org.odklep.sending;

/** Accepted messages and their recipients. {@code firstTime} ones are among the external ones. */
public record SentCount(int messages, int internal, int external, int firstTime) {
    public static final SentCount NOTHING = new SentCount(0, 0, 0, 0);

    public SentCount plus(SentCount other) {
        return new SentCount(
                messages + other.messages,
                internal + other.internal,
                external + other.external,
                firstTime + other.firstTime);
    }

    public int recipients() {
        return internal + external;
    }
}
