package org.odklep.web.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.RestrictionQuery.Sort;
import org.odklep.lock.RestrictionQuery.Status;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Column;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;

/** What the address of the list asks for; words that it does not know stand for the usual choice. */
record RestrictionFilter(Status status, String search, Sort sort, boolean descending, Optional<String> after) {
    static final String PATH = "/security/restricted-entities";

    private static final List<Sort> COLUMNS = List.of(Sort.ACCOUNT, Sort.SET_BY, Sort.SINCE, Sort.END, Sort.REFUSED);

    /** The address, as it was sent. */
    record Asked(
            @Nullable String status,
            @Nullable String search,
            @Nullable String sort,
            @Nullable String order,
            @Nullable String after) {}

    static RestrictionFilter of(Asked asked) {
        Sort sort = choice(Sort.values(), asked.sort(), Sort.SINCE);
        String search = asked.search() == null ? "" : asked.search().strip();
        return new RestrictionFilter(
                choice(Status.values(), asked.status(), Status.ACTIVE),
                search.substring(0, Math.min(search.length(), AccountName.MAX_LENGTH)),
                sort,
                asked.order() == null
                        ? isDescendingAtFirst(sort)
                        : asked.order().equals("descending"),
                Optional.ofNullable(asked.after()).filter(text -> !text.isEmpty()));
    }

    RestrictionQuery query(int limit) {
        return new RestrictionQuery(status, search, sort, descending, after, limit);
    }

    /** The names of the choices in the address, for the fields of the form. */
    public String statusName() {
        return name(status);
    }

    public String sortName() {
        return name(sort);
    }

    public String order() {
        return descending ? "descending" : "ascending";
    }

    RestrictionFilter withStatus(Status other) {
        return new RestrictionFilter(other, search, sort, descending, Optional.empty());
    }

    RestrictionFilter withoutSearch() {
        return new RestrictionFilter(status, "", sort, descending, Optional.empty());
    }

    RestrictionFilter from(Optional<String> position) {
        return new RestrictionFilter(status, search, sort, descending, position);
    }

    /** Path and query of this list. */
    String address() {
        return Address.of(PATH)
                .with("status", name(status))
                .with("search", search)
                .with("sort", name(sort))
                .with("order", order())
                .with("after", after)
                .text();
    }

    /** The heads of the columns, each a link that sorts by it, or the other way round. */
    List<Column> columns(Words words) {
        return COLUMNS.stream()
                .map(column -> {
                    boolean current = column == sort;
                    boolean next = current ? !descending : isDescendingAtFirst(column);
                    return new Column(
                            words.say("column." + name(column)),
                            new RestrictionFilter(status, search, column, next, Optional.empty()).address(),
                            current ? order() : "none");
                })
                .toList();
    }

    /** The tabs above the list. */
    List<Tab> tabs(Words words) {
        return Arrays.stream(Status.values())
                .map(each -> new Tab(
                        words.say("status." + name(each)), withStatus(each).address(), each == status))
                .toList();
    }

    private static boolean isDescendingAtFirst(Sort sort) {
        return sort == Sort.SINCE || sort == Sort.REFUSED;
    }

    private static <E extends Enum<E>> E choice(E[] values, @Nullable String name, E usual) {
        return Arrays.stream(values)
                .filter(value -> name(value).equals(name))
                .findFirst()
                .orElse(usual);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
