package org.odklep.web.admin;

import org.jspecify.annotations.Nullable;
import org.odklep.web.admin.words.Moment;

/**
 * An entry of the audit log, in finished words.
 *
 * @param action what was done, in words where we have some
 * @param reference of the restriction that the entry is about, null for others
 */
record AuditRow(
        long number,
        Moment at,
        String actor,
        String action,
        String target,
        String reason,
        @Nullable String before,
        @Nullable String after,
        String origin,
        @Nullable String reference) {
    /** What is longer than a few lines is folded. */
    private static final int FOLDED = 160;

    public boolean isLong() {
        return length(before) > FOLDED || length(after) > FOLDED;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
