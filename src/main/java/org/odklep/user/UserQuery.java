package org.odklep.user;

import java.util.Optional;
import org.odklep.account.Role;

/**
 * Which users to list, and in which order.
 *
 * @param text what to look for in display name, name, mail and aliases, in any case; empty for all. A text of one or two
 *     characters is looked for at beginnings only
 * @param match where the text may stand
 * @param after where the page before ended; see {@link UserPage#next}
 * @param top rows on a page, 1 to {@value #MAX_TOP}
 */
public record UserQuery(
        String text, Match match, UserFilter filter, Sort sort, boolean descending, Optional<String> after, int top) {
    public static final int MAX_TOP = 999;
    public static final int MAX_TEXT = 320;

    /** Those who decide about roles. */
    public static final UserQuery GLOBAL_ADMINISTRATORS =
            everybody(MAX_TOP).withFilter(UserFilter.NONE.withEnabled(true).withRole(Role.GLOBAL_ADMINISTRATOR));

    public UserQuery {
        text = SearchText.normalise(text);
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("search for at most " + MAX_TEXT + " characters");
        }
        if (top < 1 || top > MAX_TOP) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_TOP + " rows");
        }
    }

    /** The first page of everybody, in the order of display names. */
    public static UserQuery everybody(int top) {
        return new UserQuery("", Match.BEGINNING, UserFilter.NONE, Sort.DISPLAY_NAME, false, Optional.empty(), top);
    }

    /** Whether everybody is asked for. */
    public boolean isEverybody() {
        return text.isEmpty() && filter.equals(UserFilter.NONE);
    }

    public UserQuery withText(Match wanted, String wantedText) {
        return new UserQuery(wantedText, wanted, filter, sort, descending, after, top);
    }

    public UserQuery withFilter(UserFilter wanted) {
        return new UserQuery(text, match, wanted, sort, descending, after, top);
    }

    public UserQuery sorted(Sort wanted, boolean wantedDescending) {
        return new UserQuery(text, match, filter, wanted, wantedDescending, after, top);
    }

    public UserQuery withTop(int rows) {
        return new UserQuery(text, match, filter, sort, descending, after, rows);
    }

    public UserQuery after(String position) {
        return new UserQuery(text, match, filter, sort, descending, Optional.of(position), top);
    }

    /** Where a text may stand. */
    public enum Match {
        /** At the beginning of a name or address, or of a word of a display name. */
        BEGINNING,
        ANYWHERE
    }

    /** What a list is ordered by; users of one value come in the order of their ids. */
    public enum Sort {
        DISPLAY_NAME("displayName"),
        NAME("userPrincipalName"),
        CREATED("createdDateTime");

        private final String key;

        Sort(String key) {
            this.key = key;
        }

        /** The name in the API. */
        public String key() {
            return key;
        }

        /** True when the values are numbers, false when they are texts. */
        public boolean isNumeric() {
            return this == CREATED;
        }
    }
}
