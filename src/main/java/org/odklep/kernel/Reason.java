package org.odklep.kernel;

/**
 * Why something was done, in words that a help desk can read out.
 *
 * @param text 1 to 1,000 characters on one line
 */
public record Reason(String text) {
    public static final int MAX_LENGTH = 1000;

    public Reason {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a reason in words is needed");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a reason has at most " + MAX_LENGTH + " characters");
        }
        if (Text.hasInvisible(text)) {
            throw new IllegalArgumentException("a reason may not hold line breaks or invisible characters");
        }
    }

    /**
     * The reason that a text gives.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Reason of(String text) {
        return new Reason(text.strip().replaceAll("\\s+", " "));
    }

    @Override
    public String toString() {
        return text;
    }
}
