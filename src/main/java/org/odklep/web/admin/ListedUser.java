package org.odklep.web.admin;

import java.util.ArrayList;
import java.util.List;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.user.Authority;
import org.odklep.user.User;
import org.odklep.web.admin.words.Words;

/**
 * A user in the list, as its reader sees and reaches him.
 *
 * @param badges whether he may sign in, and what else stops him
 * @param resettable whether the reader may reset his password
 */
record ListedUser(UserRow row, List<Badge> badges, boolean resettable) {
    /** @param kind names its colour and picture */
    record Badge(String kind, String words) {}

    static ListedUser of(User user, StoppedAccounts.Now stopped, Actor reader, Words words) {
        UserRow row = UserRow.of(user, words);
        List<Badge> badges = new ArrayList<>(List.of(new Badge(row.standingKind(), row.standing())));
        if (stopped.locksOut(user)) {
            badges.add(new Badge("locked", words.say("users.lockedOut")));
        }
        if (stopped.restricts(user)) {
            badges.add(new Badge("restricted", words.say("users.restricted")));
        }
        boolean resettable =
                Authority.missing(reader, Right.RESET_PASSWORD, user).isEmpty()
                        && user.names().stream().noneMatch(name -> name.value().equals(reader.name()));
        return new ListedUser(row, List.copyOf(badges), resettable);
    }
}
