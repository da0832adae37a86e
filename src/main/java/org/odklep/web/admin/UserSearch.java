package org.odklep.web.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.user.UserFilter;
import org.odklep.user.UserQuery;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;

/** What the address of the list of users asks for; words that it does not know stand for the usual choice. */
record UserSearch(boolean blocked, String search, Optional<String> after) {
    static final String PATH = "/users";

    private static final String BLOCKED = "blocked";

    /** The address, as it was sent. */
    record Asked(
            @Nullable String status,
            @Nullable String search,
            @Nullable String after) {}

    static UserSearch of(Asked asked) {
        String search = asked.search() == null ? "" : asked.search().strip();
        return new UserSearch(
                BLOCKED.equals(asked.status()),
                search.substring(0, Math.min(search.length(), UserQuery.MAX_TEXT)),
                Optional.ofNullable(asked.after()).filter(text -> !text.isEmpty()));
    }

    /** @throws IllegalArgumentException when the text cannot be looked for */
    UserQuery query(int rows) {
        UserQuery query = UserQuery.everybody(rows).withText(UserQuery.Match.ANYWHERE, search);
        UserQuery filtered = blocked ? query.withFilter(UserFilter.NONE.withEnabled(false)) : query;
        return after.map(filtered::after).orElse(filtered);
    }

    public String statusName() {
        return blocked ? BLOCKED : "all";
    }

    /** What a form has to send along so that the list stays the same. */
    public Map<String, String> fields() {
        return Map.of("status", statusName(), "search", search);
    }

    UserSearch from(Optional<String> position) {
        return new UserSearch(blocked, search, position);
    }

    UserSearch withoutSearch() {
        return new UserSearch(blocked, "", Optional.empty());
    }

    /** Path and query of this list. */
    String address() {
        return Address.of(PATH)
                .with("status", statusName())
                .with("search", search)
                .with("after", after)
                .text();
    }

    /** The tabs above the list. */
    List<Tab> tabs(Words words) {
        return List.of(
                new Tab(words.say("users.all"), new UserSearch(false, search, Optional.empty()).address(), !blocked),
                new Tab(words.say("users.blocked"), new UserSearch(true, search, Optional.empty()).address(), blocked));
    }
}
