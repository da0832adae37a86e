package org.odklep.sending;

/**
 * What is wrong with one value that somebody gave us.
 *
 * @param key where it stands, such as {@code limits.recipientsPerDay}
 * @param message what to do about it
 * @param value the part of the value that is wrong; empty where all of it is
 */
public record Problem(String key, String message, String value) {
    public Problem(String key, String message) {
        this(key, message, "");
    }

    @Override
    public String toString() {
        return key + ": " + message;
    }
}
