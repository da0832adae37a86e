package org.odklep.web.admin;

import org.jspecify.annotations.Nullable;

/**
 * A field of a form, in finished words.
 *
 * @param id in the page
 * @param name in the form
 * @param problem what is wrong with the value; null for nothing
 */
public record Field(
        String id,
        String name,
        String label,
        String help,
        String value,
        @Nullable String problem) {
    /** The field for a key such as {@code limits.recipientsPerDay}. */
    public static Field of(String key, String label, String help, String value, @Nullable String problem) {
        return new Field(key.replace('.', '-'), key, label, help, value, problem);
    }

    /** What describes it, for aria-describedby. */
    public String describedBy() {
        return problem == null ? id + "-help" : id + "-problem " + id + "-help";
    }
}
