package org.odklep.web.admin;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.user.User;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/**
 * A user in a list.
 *
 * @param standingClass names the colour of the badge
 * @param roles in words, with commas between
 * @param lastSignIn null for never
 */
record UserRow(
        String id,
        String name,
        String displayName,
        String standing,
        String standingClass,
        String roles,
        @Nullable Moment lastSignIn) {
    static UserRow of(User user, Words words) {
        Standing standing = Standing.of(user);
        return new UserRow(
                user.id(),
                user.name().value(),
                user.displayName(),
                words.say("user.standing." + standing),
                standing.badge,
                user.sortedRoles().stream()
                        .map(role -> words.say("role." + role.key()))
                        .collect(Collectors.joining(", ")),
                user.times().lastSignIn().map(words::moment).orElse(null));
    }

    /** Whether somebody can sign in, in the colours of restrictions. */
    enum Standing {
        ALLOWED("standing-released"),
        BLOCKED("standing-active"),
        MUST_CHANGE("standing-bypassed"),
        NO_PASSWORD("standing-bypassed");

        private final String badge;

        Standing(String badge) {
            this.badge = badge;
        }

        static Standing of(User user) {
            if (!user.isEnabled()) {
                return BLOCKED;
            }
            if (user.password().hash().isEmpty()) {
                return NO_PASSWORD;
            }
            return user.password().mustChange() ? MUST_CHANGE : ALLOWED;
        }
    }
}
