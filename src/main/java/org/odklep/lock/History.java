package org.odklep.lock;

/**
 * How often an account was restricted and released before.
 *
 * @param restrictions earlier sending restrictions
 * @param releases how many of them a person ended
 */
public record History(int restrictions, int releases) {
    public static final History NONE = new History(0, 0);
}
