package org.odklep.web.admin;

import org.jspecify.annotations.Nullable;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.admin.words.Moment;

/**
 * A restriction in a list, in finished words.
 *
 * @param end when it ended or will end by itself, null for "until released"
 * @param endWords what happens or happened then
 */
record RestrictionRow(
        String id,
        String account,
        RestrictionWords.Standing standing,
        String standingWords,
        String setBy,
        String why,
        Moment since,
        @Nullable Moment end,
        String endWords,
        String refused) {

    static RestrictionRow of(SendingRestriction restriction, RestrictionWords words) {
        RestrictionWords.Standing standing = words.standing(restriction);
        return new RestrictionRow(
                restriction.id(),
                restriction.account().value(),
                standing,
                words.words().say("standing." + standing),
                words.setBy(restriction),
                words.shortWhy(restriction),
                words.moment(restriction.since(), restriction),
                words.end(restriction).orElse(null),
                words.endWords(restriction),
                words.words().number(restriction.refused()));
    }

    /** Whether there is something to release. */
    public boolean holds() {
        return switch (standing) {
            case ACTIVE, BYPASSED -> true;
            case RELEASED, OVER -> false;
        };
    }
}
