package org.odklep.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.RestrictionQuery.Sort;
import org.odklep.lock.RestrictionQuery.Status;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.graph.Filter;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.ListOptions;

/**
 * What a list of restrictions is asked for, in the words of OData.
 *
 * @param query what the store can do of it
 * @param found which of what the store finds are meant: by what is searched for it finds references, too
 */
record RestrictionFilter(RestrictionQuery query, Found found) {
    /** What is searched for may be anything, is a part of an address, or a whole one. */
    private enum Found {
        ANY,
        PART,
        WHOLE
    }

    private record Sought(String text, Found found) {}

    static final String EXAMPLE = "status eq 'active' and contains(senderAddress,'ana')";

    private static final Map<String, Status> STATUS =
            Map.of("active", Status.ACTIVE, "ended", Status.ENDED, "all", Status.ALL);
    private static final Map<String, Sort> SORT = Map.of("createdDateTime", Sort.SINCE, "senderAddress", Sort.ACCOUNT);

    static ListOptions options(HttpServletRequest request) {
        return ListOptions.of(
                request,
                ListOptions.FILTER,
                ListOptions.SEARCH,
                ListOptions.ORDER_BY,
                ListOptions.TOP,
                ListOptions.SKIP_TOKEN);
    }

    /** @throws GraphError when an option is not understood */
    static RestrictionFilter of(ListOptions options, ApiSettings settings) {
        Status status = Status.ACTIVE;
        List<Sought> sought = new ArrayList<>();
        for (Filter.Term term : options.filter(EXAMPLE)) {
            switch (term) {
                case Filter.Term.Equal(String property, String value)
                when property.equals("status") && STATUS.containsKey(value) ->
                    status = STATUS.getOrDefault(value, status);
                case Filter.Term.Contains(String property, String value)
                when property.equals("senderAddress") -> sought.add(new Sought(value, Found.PART));
                case Filter.Term.Equal(String property, String value)
                when property.equals("senderAddress") ->
                    sought.add(new Sought(
                            settings.ownName(ListOptions.FILTER, value).value(), Found.WHOLE));
                case Filter.Term other -> throw ListOptions.badFilter(EXAMPLE);
            }
        }
        Sought one = one(sought, unquoted(options.value(ListOptions.SEARCH).orElse("")));
        return new RestrictionFilter(query(status, one.text, options), one.found);
    }

    private static Sought one(List<Sought> addresses, String search) {
        if (addresses.isEmpty()) {
            return new Sought(search, Found.ANY);
        }
        if (addresses.size() > 1) {
            throw ListOptions.badFilter(EXAMPLE);
        }
        if (!search.isEmpty()) {
            throw GraphError.invalid(
                    ListOptions.SEARCH, "cannot stand beside senderAddress in $filter; use one of them");
        }
        return addresses.getFirst();
    }

    boolean covers(SendingRestriction restriction) {
        String address = restriction.account().value();
        return switch (found) {
            case ANY -> true;
            case PART -> address.contains(query.search());
            case WHOLE -> address.equals(query.search());
        };
    }

    private static RestrictionQuery query(Status status, String search, ListOptions options) {
        String[] order = options.value(ListOptions.ORDER_BY)
                .orElse("createdDateTime desc")
                .strip()
                .split("\\s+", -1);
        String direction = order.length == 1 ? "asc" : order[1];
        Sort sort = SORT.get(order[0]);
        if (sort == null || order.length > 2 || !direction.matches("asc|desc")) {
            throw GraphError.invalid(
                    ListOptions.ORDER_BY, "must be createdDateTime or senderAddress, with asc or desc behind it");
        }
        return new RestrictionQuery(
                status, search, sort, direction.equals("desc"), options.value(ListOptions.SKIP_TOKEN), options.top());
    }

    /** OData writes a phrase in double quotes. */
    private static String unquoted(String search) {
        String text = search.strip();
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
