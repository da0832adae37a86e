package org.odklep.web.api;

import jakarta.servlet.http.HttpServletRequest;
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
 * @param addressesOnly true when what is searched for must be part of an address; the store also finds references by it
 */
record RestrictionFilter(RestrictionQuery query, boolean addressesOnly) {
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
    static RestrictionFilter of(ListOptions options) {
        Status status = Status.ACTIVE;
        String contained = "";
        for (Filter.Term term : options.filter(EXAMPLE)) {
            switch (term) {
                case Filter.Term.Equal(String property, String value)
                when property.equals("status") && STATUS.containsKey(value) ->
                    status = STATUS.getOrDefault(value, status);
                case Filter.Term.Contains(String property, String value)
                when property.equals("senderAddress") -> contained = value;
                case Filter.Term other -> throw ListOptions.badFilter(EXAMPLE);
            }
        }
        String search = unquoted(options.value(ListOptions.SEARCH).orElse(""));
        if (!search.isEmpty() && !contained.isEmpty()) {
            throw GraphError.invalid(ListOptions.SEARCH, "cannot stand beside contains() in $filter; use one of them");
        }
        return new RestrictionFilter(
                query(status, search.isEmpty() ? contained : search, options), !contained.isEmpty());
    }

    boolean covers(SendingRestriction restriction) {
        return !addressesOnly || restriction.account().value().contains(query.search());
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
