package org.odklep.signin;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.kernel.AccountName;

/**
 * Which of the lockouts that hold at an instant are wanted; those that last longest come first.
 *
 * @param search a part of the name of the account; empty for all
 * @param familiar only those at familiar places, or only those at all others
 * @param after where the page before ended
 */
public record LockoutQuery(
        Instant now, String search, Optional<Boolean> familiar, Optional<Position> after, int limit) {
    public LockoutQuery {
        search = search.toLowerCase(Locale.ROOT);
    }

    /** The place of a lockout in the list. */
    public record Position(Instant until, AccountName account, boolean familiar) implements Comparable<Position> {
        private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})[.]([01])[.](.{1,320})");
        private static final Comparator<Position> ORDER = Comparator.comparing(Position::until)
                .reversed()
                .thenComparing(Position::account)
                .thenComparing(Position::familiar);

        public static Position of(LockoutStore.Entry entry) {
            return new Position(
                    entry.state().lockedUntil(),
                    entry.key().account(),
                    entry.key().familiar());
        }

        /** @throws IllegalArgumentException for what no {@link #text} is */
        public static Position parse(String text) {
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a position of this list");
            }
            return new Position(
                    Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                    AccountName.of(parts.group(3)),
                    parts.group(2).equals("1"));
        }

        /** For addresses of pages. */
        public String text() {
            return until.toEpochMilli() + "." + (familiar ? "1." : "0.") + account.value();
        }

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    /** Whether a count is wanted. */
    public boolean wants(LockoutStore.Entry entry) {
        return entry.state().isLocked(now)
                && entry.key().account().value().contains(search)
                && familiar.filter(only -> only != entry.key().familiar()).isEmpty()
                && after.filter(end -> Position.of(entry).compareTo(end) <= 0).isEmpty();
    }
}
