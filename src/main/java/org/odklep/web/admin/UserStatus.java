package org.odklep.web.admin;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.user.UserFilter;

/** Which users the list shows. */
enum UserStatus {
    ALL("all"),
    RESTRICTED("restricted"),
    LOCKED_OUT("lockedOut"),
    BLOCKED("blocked"),
    MUST_CHANGE("mustChange"),
    ADMINISTRATORS("administrators"),
    NEVER_SIGNED_IN("neverSignedIn");

    private final String key;

    UserStatus(String key) {
        this.key = key;
    }

    /** The one of this name that an actor may ask for, or else all users. */
    static UserStatus of(@Nullable String key, Actor actor) {
        return openTo(actor).stream()
                .filter(status -> status.key.equals(key))
                .findFirst()
                .orElse(ALL);
    }

    /** Who may not read restrictions and lockouts does not learn from a list either who has some. */
    static List<UserStatus> openTo(Actor actor) {
        return Arrays.stream(values())
                .filter(status -> actor.may(Right.READ) || !status.isOfStopped())
                .toList();
    }

    /** The name in addresses, and the end of the key of its message: {@code users.status.} and this. */
    String key() {
        return key;
    }

    /** Whether it is about accounts that something stops, which the directory does not know. */
    boolean isOfStopped() {
        return this == RESTRICTED || this == LOCKED_OUT;
    }

    /**
     * The users that it means, as the directory knows them.
     *
     * @param stopped asked about accounts that something stops
     */
    UserFilter filter(StoppedAccounts stopped) {
        return switch (this) {
            case ALL -> UserFilter.NONE;
            case RESTRICTED -> UserFilter.NONE.withNames(stopped.restricted());
            case LOCKED_OUT -> UserFilter.NONE.withNames(stopped.lockedOut());
            case BLOCKED -> UserFilter.NONE.withEnabled(false);
            case MUST_CHANGE -> UserFilter.NONE.withMustChange(true);
            case ADMINISTRATORS -> UserFilter.NONE.withAnyRole();
            case NEVER_SIGNED_IN -> UserFilter.NONE.withNeverSignedIn(true);
        };
    }
}
