package org.odklep.web.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.user.UserQuery;
import org.odklep.user.UserQuery.Sort;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Column;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;

/** What the address of the list of users asks for; words that it does not know stand for the usual choice. */
record UserSearch(UserStatus status, String search, Sort sort, boolean descending, Optional<String> after) {
    static final String PATH = "/users";

    private static final String DESCENDING = "descending";

    /** The address, as it was sent. */
    record Asked(
            @Nullable String status,
            @Nullable String search,
            @Nullable String sort,
            @Nullable String order,
            @Nullable String after) {}

    static UserSearch of(Asked asked, Actor actor) {
        String search = asked.search() == null ? "" : asked.search().strip();
        Sort sort = sort(asked.sort());
        return new UserSearch(
                UserStatus.of(asked.status(), actor),
                search.substring(0, Math.min(search.length(), UserQuery.MAX_TEXT)),
                sort,
                asked.order() == null
                        ? isDescendingAtFirst(sort)
                        : asked.order().equals(DESCENDING),
                Optional.ofNullable(asked.after()).filter(text -> !text.isEmpty()));
    }

    /** @throws IllegalArgumentException when the text cannot be looked for */
    UserQuery query(int rows, StoppedAccounts stopped) {
        UserQuery query = UserQuery.everybody(rows)
                .withText(UserQuery.Match.ANYWHERE, search)
                .withFilter(status.filter(stopped))
                .sorted(sort, descending);
        return after.map(query::after).orElse(query);
    }

    /** What a form has to send along so that the list stays the same. */
    public Map<String, String> fields() {
        return Map.of("status", status.key(), "search", search, "sort", sortName(sort), "order", order());
    }

    /** The same but for what is looked for, which the form of the search asks. */
    public Map<String, String> fieldsBesideSearch() {
        return Map.of("status", status.key(), "sort", sortName(sort), "order", order());
    }

    UserSearch from(Optional<String> position) {
        return new UserSearch(status, search, sort, descending, position);
    }

    UserSearch withoutSearch() {
        return new UserSearch(status, "", sort, descending, Optional.empty());
    }

    /** Path and query of this list. */
    String address() {
        return address(PATH).with("after", after).text();
    }

    /** Where all users of this list, whatever the page, come as a table. */
    String export() {
        return address(PATH + "/export").text();
    }

    /** The tabs above the list. */
    List<Tab> tabs(Actor actor, Words words) {
        return UserStatus.openTo(actor).stream()
                .map(each -> new Tab(
                        words.say("users.status." + each.key()),
                        new UserSearch(each, search, sort, descending, Optional.empty()).address(),
                        each == status))
                .toList();
    }

    /** The head of a column that the list can be sorted by. */
    Column column(Sort column, String name) {
        boolean current = column == sort;
        boolean next = current ? !descending : isDescendingAtFirst(column);
        return new Column(
                name,
                new UserSearch(status, search, column, next, Optional.empty()).address(),
                current ? order() : "none");
    }

    private Address address(String path) {
        return Address.of(path)
                .with("status", status.key())
                .with("search", search)
                .with("sort", sortName(sort))
                .with("order", order());
    }

    private String order() {
        return descending ? DESCENDING : "ascending";
    }

    private static boolean isDescendingAtFirst(Sort sort) {
        return sort == Sort.CREATED;
    }

    private static Sort sort(@Nullable String name) {
        for (Sort sort : Sort.values()) {
            if (sortName(sort).equals(name)) {
                return sort;
            }
        }
        return Sort.DISPLAY_NAME;
    }

    private static String sortName(Sort sort) {
        return switch (sort) {
            case DISPLAY_NAME -> "display";
            case NAME -> "name";
            case CREATED -> "created";
        };
    }
}
