package org.odklep.web.admin;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.user.User;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/**
 * A user in a list.
 *
 * @param standingKind names the colour and picture of the badge
 * @param roles in words, with commas between
 * @param lastSignIn null for never
 */
record UserRow(
        String id,
        String name,
        String displayName,
        String standing,
        String standingKind,
        String roles,
        String mail,
        Moment created,
        @Nullable Moment lastSignIn) {
    static UserRow of(User user, Words words) {
        Standing standing = Standing.of(user);
        return new UserRow(
                user.id(),
                user.name().value(),
                user.displayName(),
                words.say("user.standing." + standing),
                standing.kind,
                user.sortedRoles().stream()
                        .map(role -> words.say("role." + role.key()))
                        .collect(Collectors.joining(", ")),
                user.profile().mail().map(Object::toString).orElse(""),
                words.moment(user.times().createdAt()),
                user.times().lastSignIn().map(words::moment).orElse(null));
    }

    /** Whether somebody can sign in. */
    enum Standing {
        ALLOWED("check"),
        BLOCKED("blocked"),
        MUST_CHANGE("key"),
        NO_PASSWORD("key");

        private final String kind;

        Standing(String kind) {
            this.kind = kind;
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
