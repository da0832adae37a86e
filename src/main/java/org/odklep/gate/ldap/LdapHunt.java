package org.odklep.gate.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.odklep.gate.ldap.LdapSearch.Found;
import org.odklep.user.User;
import org.odklep.user.UserPage;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;
import org.odklep.user.UserStore;

/**
 * One search: units first, then groups, then users, until the answer is full. It has at most {@value #MOST_ENTRIES} entries,
 * for which at most {@value #MOST_LOOKED_AT} groups and users are looked at; who needs more asks page by page. A cookie says
 * in which of the three the next page begins, and after what.
 */
final class LdapHunt {
    static final int MOST_ENTRIES = 1_000;
    static final int MOST_LOOKED_AT = 20_000;

    private static final int ROWS = 200;
    private static final String UNIT = "n";
    private static final String GROUP = "g";
    private static final String USER = "u";
    private static final Set<String> STAGES = Set.of(UNIT, GROUP, USER);

    private final Ground ground;
    private final Filter filter;
    private final boolean withMembers;
    private final View view;
    private final boolean paged;
    private final int most;
    private final String stage;
    private final String after;
    private final List<Entry> entries = new ArrayList<>();
    private int lookedAt;

    /** Where to look. */
    record Ground(LdapTree tree, UserStore users, LdapGroups groups) {}

    /** What a base and a scope mean. */
    record Area(List<Entry> units, boolean withGroups, boolean withPeople) {}

    LdapHunt(SearchRequestProtocolOp request, Optional<SimplePagedResultsControl> paging, View view, Ground ground) {
        this.ground = ground;
        this.filter = request.getFilter();
        this.withMembers = LdapSearch.isAsked("member", request);
        this.view = view;
        this.paged = paging.isPresent();
        int asked = paging.map(SimplePagedResultsControl::getSize).orElse(request.getSizeLimit());
        this.most = asked > 0 ? Math.min(asked, MOST_ENTRIES) : MOST_ENTRIES;
        String cookie = paging.map(SimplePagedResultsControl::getCookie)
                .map(ASN1OctetString::stringValue)
                .filter(text -> !text.isEmpty())
                .orElse(UNIT);
        this.stage = cookie.substring(0, 1);
        this.after = cookie.substring(1);
    }

    Found in(Area area) throws Refusal {
        if (!STAGES.contains(stage)) {
            throw noCookie();
        }
        try {
            FilterPlan.Candidates candidates = candidates();
            Optional<Found> full = area.units.isEmpty() || !stage.equals(UNIT) ? Optional.empty() : units(area.units);
            if (full.isEmpty() && area.withGroups && !stage.equals(USER)) {
                full = groups();
            }
            if (full.isEmpty() && area.withPeople) {
                full = people(candidates);
            }
            return full.orElseGet(() -> new Found(entries, Optional.empty(), ResultCode.SUCCESS));
        } catch (FilterPlan.TooComplex e) {
            throw new Refusal(ResultCode.UNWILLING_TO_PERFORM, String.valueOf(e.getMessage()));
        }
    }

    /** Who sees only himself is looked for alone: neither a cookie nor the time tells of others. */
    private FilterPlan.Candidates candidates() throws FilterPlan.TooComplex {
        FilterPlan.Candidates candidates = FilterPlan.of(filter, ground.tree);
        return view.only()
                .<FilterPlan.Candidates>map(user -> new FilterPlan.Keys(Set.of(user.id())))
                .orElse(candidates);
    }

    /** The control that goes with the end of a page. */
    static Control[] controls(Found found, boolean paged) {
        return paged
                ? new Control[] {
                    new SimplePagedResultsControl(
                            0, new ASN1OctetString(found.cookie().orElse("")))
                }
                : new Control[0];
    }

    private Optional<Found> units(List<Entry> units) throws Refusal {
        for (int i = number(); i < units.size(); i++) {
            if (isFull()) {
                return Optional.of(interrupted(UNIT + i));
            }
            if (LdapSearch.matches(filter, units.get(i))) {
                entries.add(units.get(i));
            }
        }
        return Optional.empty();
    }

    private int number() throws Refusal {
        try {
            return after.isEmpty() ? 0 : Integer.parseUnsignedInt(after);
        } catch (NumberFormatException e) {
            throw noCookie();
        }
    }

    private Optional<Found> groups() throws Refusal {
        GroupPlan plan = ground.groups.plan(filter, view);
        String last = stage.equals(GROUP) ? after : "";
        List<String> names;
        do {
            names = ground.groups.names(plan.names(), view, last, ROWS);
            for (String name : names) {
                if (isFull()) {
                    return Optional.of(interrupted(GROUP + last));
                }
                lookedAt++;
                last = name;
                if (LdapSearch.matches(filter, ground.groups.outline(name, plan))) {
                    entries.add(withMembers ? full(name) : ground.groups.outline(name, plan));
                }
            }
        } while (names.size() == ROWS);
        return Optional.empty();
    }

    private Entry full(String name) throws Refusal {
        Entry group = ground.groups.full(name, view);
        lookedAt += Optional.ofNullable(group.getAttributeValues("member")).orElse(new String[0]).length;
        return group;
    }

    private Optional<Found> people(FilterPlan.Candidates candidates) throws Refusal {
        return switch (candidates) {
            case FilterPlan.Nobody() -> Optional.empty();
            case FilterPlan.Keys(Set<String> keys) -> keyed(keys);
            case FilterPlan.Query(String text, UserQuery.Match match, var users) ->
                listed(UserQuery.everybody(ROWS).withText(match, text).withFilter(users));
        };
    }

    /** A filter names at most {@link FilterPlan#MAX_PARTS} users: a page ends before one of them, in the order of ids. */
    private Optional<Found> keyed(Set<String> keys) {
        List<User> found = keys.stream()
                .flatMap(key -> Stream.concat(
                        ground.users.byId(key).stream(), ground.tree.account(key).flatMap(ground.users::find).stream()))
                .distinct()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .filter(user -> !stage.equals(USER) || user.id().compareTo(after) > 0)
                .toList();
        String last = stage.equals(USER) ? after : "";
        for (User user : found) {
            if (isFull()) {
                return Optional.of(interrupted(USER + last));
            }
            last = user.id();
            match(user).ifPresent(entries::add);
        }
        return Optional.empty();
    }

    private Optional<Found> listed(UserQuery query) throws Refusal {
        String last = stage.equals(USER) ? after : "";
        Optional<UserQuery> next = Optional.of(last.isEmpty() ? query : query.after(last));
        while (next.isPresent()) {
            UserPage page = page(next.get());
            for (User user : page.users()) {
                if (isFull()) {
                    return Optional.of(interrupted(USER + last));
                }
                lookedAt++;
                last = UserPosition.of(user, query.sort()).text();
                match(user).ifPresent(entries::add);
            }
            next = page.next().map(query::after);
        }
        return Optional.empty();
    }

    private boolean isFull() {
        return entries.size() >= most || lookedAt >= MOST_LOOKED_AT;
    }

    /** There may be more: with pages the cookie leads there. */
    private Found interrupted(String cookie) {
        if (paged) {
            return new Found(entries, Optional.of(cookie), ResultCode.SUCCESS);
        }
        ResultCode limit = entries.size() >= most ? ResultCode.SIZE_LIMIT_EXCEEDED : ResultCode.ADMIN_LIMIT_EXCEEDED;
        return new Found(entries, Optional.empty(), limit);
    }

    private UserPage page(UserQuery query) throws Refusal {
        try {
            return ground.users.list(query);
        } catch (IllegalArgumentException e) {
            throw noCookie();
        }
    }

    private Optional<Entry> match(User user) {
        return Optional.of(user)
                .filter(view::shows)
                .map(known -> UserEntry.of(known, ground.tree))
                .filter(entry -> LdapSearch.matches(filter, entry));
    }

    private static Refusal noCookie() {
        return new Refusal(ResultCode.UNWILLING_TO_PERFORM, "the cookie is none of ours");
    }
}
