package org.odklep.cli.replay.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The line that is being looked at: a slice of the read buffer, valid until the next line is asked for. Positions are
 * positions in the buffer, {@link #from} to {@link #to}; asking beyond them finds nothing.
 */
final class Line {
    /** What {@link #find} gives when there is nothing. */
    static final int NOWHERE = -1;

    private byte[] buffer = new byte[0];
    private int from;
    private int to;

    static Line of(byte[] bytes) {
        Line line = new Line();
        line.set(bytes, 0, bytes.length);
        return line;
    }

    void set(byte[] newBuffer, int newFrom, int newTo) {
        buffer = newBuffer;
        from = newFrom;
        to = newTo;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    int length() {
        return to - from;
    }

    /** The byte at a position, or a negative number beyond the end. */
    int at(int position) {
        return position < to ? buffer[position] & 0xff : NOWHERE;
    }

    boolean startsWith(int position, byte[] text) {
        int end = position + text.length;
        return end <= to && Arrays.equals(buffer, position, end, text, 0, text.length);
    }

    /** True when the part of the line is exactly the text. */
    boolean is(int start, int end, byte[] text) {
        return end - start == text.length && startsWith(start, text);
    }

    /** Where a byte stands first at or behind a position. */
    int find(int wanted, int position) {
        for (int i = position; i < to; i++) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return NOWHERE;
    }

    /** Where a text begins first at or behind a position. */
    int find(byte[] wanted, int position) {
        for (int i = position; i <= to - wanted.length; i++) {
            if (buffer[i] == wanted[0] && startsWith(i, wanted)) {
                return i;
            }
        }
        return NOWHERE;
    }

    /** Where the letters and digits end that begin at a position. */
    int endOfWord(int position) {
        int i = position;
        while (i < to && isLetterOrDigit(buffer[i])) {
            i++;
        }
        return i;
    }

    /** The number written between two positions, or a negative number when that is not one of at most 18 digits. */
    long number(int start, int end) {
        if (start >= end || end - start > 18) {
            return NOWHERE;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return NOWHERE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The number of two digits at a position, or a number below 0 when that is not one. */
    int twoDigits(int position) {
        int tens = at(position) - '0';
        int ones = at(position + 1) - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NOWHERE;
    }

    String text(int start, int end) {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    byte[] bytes(int start, int end) {
        return Arrays.copyOfRange(buffer, start, end);
    }

    boolean equals(int start, int end, byte[] other) {
        return Arrays.equals(buffer, start, end, other, 0, other.length);
    }

    int hash(int start, int end) {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + buffer[i];
        }
        return hash;
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }
}
