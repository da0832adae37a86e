package org.odklep.cli.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Table;
import org.odklep.cli.terminal.Times;

/** Users for people. */
public final class UserView {
    private UserView() {}

    /** A row for each. */
    public static Table table(List<Entry> users, Times times) {
        Table table = Table.of("NAME", "SIGN-IN", "LAST SIGN-IN", "ROLES", "DISPLAY NAME");
        users.forEach(user -> table.row(
                user.text("userPrincipalName"),
                state(user),
                lastSignIn(user).map(times::brief).orElse("never"),
                user.joined("roles"),
                user.text("displayName")));
        return table;
    }

    /**
     * All there is to know.
     *
     * @param lockouts what keeps the user out after wrong passwords
     */
    public static Page full(Page page, Entry user, List<Entry> lockouts) {
        page.line(user.text("displayName") + " <" + user.text("userPrincipalName") + ">")
                .field("id", user.text("id"))
                .field("mail", user.text("mail"))
                .field("aliases", user.joined("aliases"))
                .field("groups", user.joined("groups"))
                .field("roles", user.joined("roles"))
                .field("language", user.text("preferredLanguage"))
                .field("recovery", user.joined("otherMails"))
                .field("sign-in", state(user));
        lockouts.forEach(lockout -> page.field(
                "locked out",
                "at " + lockout.text("places") + " places"
                        + lockout.instant("untilDateTime")
                                .map(until -> " until " + page.times().full(until))
                                .orElse("")));
        user.entry("signInBlock")
                .ifPresent(block -> page.field(
                        "blocked",
                        block.text("reason") + ", by " + block.text("by") + time(page, block, "sinceDateTime")));
        page.field("created", moment(page, user, "createdDateTime"))
                .field("password", "set " + moment(page, user, "lastPasswordChangeDateTime"))
                .field("sessions", "good when newer than " + moment(page, user, "signInSessionsValidFromDateTime"))
                .field("last seen", lastSignIn(user).map(page.times()::full).orElse("never"));
        return page;
    }

    private static String state(Entry user) {
        if (!user.flag("accountEnabled")) {
            return "blocked";
        }
        boolean mustChange = user.entry("passwordProfile").orElse(user).flag("forceChangePasswordNextSignIn");
        return mustChange ? "allowed, new password needed" : "allowed";
    }

    private static Optional<Instant> lastSignIn(Entry user) {
        return user.entry("signInActivity").flatMap(activity -> activity.instant("lastSignInDateTime"));
    }

    private static String moment(Page page, Entry entry, String key) {
        return entry.instant(key).map(page.times()::full).orElse("");
    }

    private static String time(Page page, Entry entry, String key) {
        return entry.instant(key).map(at -> ", " + page.times().full(at)).orElse("");
    }
}
