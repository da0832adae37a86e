package org.odklep.sending;

/**
 * What is wrong with one value that somebody gave us.
 *
 * @param key where it stands, such as {@code limits.recipientsPerDay}
 * @param message what to do about it
 */
public record Problem(String key, String message) {
    @Override
    public String toString() {
        return key + ": " + message;
    }
}
