package org.odklep.gate.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.user.User;
import org.odklep.user.UserPage;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;
import org.odklep.user.UserStore;

/**
 * Finds entries. One answer has at most {@value #MOST_ENTRIES}, for which at most {@value #MOST_LOOKED_AT} users are looked at;
 * who needs more asks page by page.
 */
final class LdapSearch {
    static final int MOST_ENTRIES = 1_000;
    static final int MOST_LOOKED_AT = 20_000;

    private static final int ROWS = 200;

    /** A cookie after the units and before all users. */
    private static final String FIRST_USER = "-";

    private final LdapTree tree;
    private final UserStore users;

    LdapSearch(LdapTree tree, UserStore users) {
        this.tree = tree;
        this.users = users;
    }

    /**
     * What was found.
     *
     * @param cookie where the next page begins; empty on the last one and without pages
     * @param code success, or which limit was met
     */
    record Found(List<Entry> entries, Optional<String> cookie, ResultCode code) {}

    /**
     * Entries of the tree.
     *
     * @param visible which users the client may see
     */
    Found find(SearchRequestProtocolOp request, Optional<SimplePagedResultsControl> paging, Predicate<User> visible)
            throws Refusal {
        DN base = LdapTree.parse(request.getBaseDN())
                .orElseThrow(() -> new Refusal(ResultCode.INVALID_DN_SYNTAX, "the base is not a DN"));
        Hunt hunt = new Hunt(request, paging, visible);
        if (tree.account(base).isPresent()) {
            return hunt.one(base);
        }
        boolean isBase = base.equals(tree.base());
        if (!isBase && !base.equals(tree.people())) {
            throw new Refusal(ResultCode.NO_SUCH_OBJECT, "");
        }
        SearchScope scope = request.getScope();
        List<Entry> units = new ArrayList<>();
        if (scope != SearchScope.ONE && scope != SearchScope.SUBORDINATE_SUBTREE) {
            units.add(isBase ? baseEntry() : peopleEntry());
        }
        if (isBase && scope != SearchScope.BASE) {
            units.add(peopleEntry());
        }
        boolean withPeople = scope != SearchScope.BASE && !(isBase && scope == SearchScope.ONE);
        return hunt.all(units, withPeople);
    }

    /** One user as an entry; empty when there is none or none that the client may see. */
    Optional<Entry> entry(DN dn, Predicate<User> visible) {
        return tree.account(dn)
                .flatMap(users::find)
                .filter(user -> tree.user(user).equals(dn))
                .filter(visible)
                .map(user -> UserEntry.of(user, tree));
    }

    /** The attributes of an entry that a client asked for (RFC 4511, 4.5.1.8). */
    static Entry asked(Entry entry, SearchRequestProtocolOp request) {
        Set<String> wanted = request.getAttributes().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        boolean all = wanted.isEmpty() || wanted.contains("*");
        List<Attribute> attributes = entry.getAttributes().stream()
                .filter(attribute -> wanted.contains(attribute.getName().toLowerCase(Locale.ROOT))
                        || (UserEntry.isOperational(attribute.getName()) ? wanted.contains("+") : all))
                .map(attribute -> request.typesOnly() ? new Attribute(attribute.getName()) : attribute)
                .toList();
        return new Entry(entry.getDN(), attributes);
    }

    /** Whether an entry matches a filter. */
    static boolean matches(Filter filter, Entry entry) {
        try {
            return filter.matchesEntry(entry);
        } catch (LDAPException e) {
            return false;
        }
    }

    private Entry baseEntry() {
        String attribute = tree.top().getAttributeNames()[0];
        String value = tree.top().getAttributeValues()[0];
        return new Entry(
                tree.base().toString(),
                new Attribute("objectClass", "top", "domain".equals(attribute) ? "domain" : "extensibleObject"),
                new Attribute(attribute, value));
    }

    private Entry peopleEntry() {
        return new Entry(
                tree.people().toString(),
                new Attribute("objectClass", "top", "organizationalUnit"),
                new Attribute("ou", LdapTree.PEOPLE));
    }

    /** One search. */
    private final class Hunt {
        private final Filter filter;
        private final Predicate<User> visible;
        private final boolean paged;
        private final int most;
        private final Optional<String> from;
        private final List<Entry> entries = new ArrayList<>();
        private int lookedAt;

        Hunt(SearchRequestProtocolOp request, Optional<SimplePagedResultsControl> paging, Predicate<User> visible) {
            this.filter = request.getFilter();
            this.visible = visible;
            this.paged = paging.isPresent();
            int asked = paging.map(SimplePagedResultsControl::getSize).orElse(request.getSizeLimit());
            this.most = asked > 0 ? Math.min(asked, MOST_ENTRIES) : MOST_ENTRIES;
            this.from = paging.map(SimplePagedResultsControl::getCookie)
                    .map(ASN1OctetString::stringValue)
                    .filter(cookie -> !cookie.isEmpty());
        }

        Found one(DN dn) throws Refusal {
            Entry entry = entry(dn, visible).orElseThrow(() -> new Refusal(ResultCode.NO_SUCH_OBJECT, ""));
            return done(matches(filter, entry) ? List.of(entry) : List.of());
        }

        Found all(List<Entry> units, boolean withPeople) throws Refusal {
            if (from.isEmpty()) {
                units.stream().filter(entry -> matches(filter, entry)).forEach(entries::add);
            }
            return withPeople ? people() : done(entries);
        }

        private Found people() throws Refusal {
            try {
                return switch (FilterPlan.of(filter, tree)) {
                    case FilterPlan.Nobody() -> done(entries);
                    case FilterPlan.Keys(Set<String> keys) -> keyed(keys);
                    case FilterPlan.Query(String text, UserQuery.Match match, var users) ->
                        listed(UserQuery.everybody(ROWS).withText(match, text).withFilter(users));
                };
            } catch (FilterPlan.TooComplex e) {
                throw new Refusal(ResultCode.UNWILLING_TO_PERFORM, String.valueOf(e.getMessage()));
            }
        }

        private Found keyed(Set<String> keys) {
            keys.stream()
                    .flatMap(key ->
                            Stream.concat(users.byId(key).stream(), tree.account(key).flatMap(users::find).stream()))
                    .distinct()
                    .flatMap(user -> match(user).stream())
                    .forEach(entries::add);
            return done(entries);
        }

        private Found listed(UserQuery query) throws Refusal {
            Optional<UserQuery> next = Optional.of(from.filter(cookie -> !cookie.equals(FIRST_USER))
                    .map(query::after)
                    .orElse(query));
            while (next.isPresent()) {
                UserPage page = page(next.get());
                for (User user : page.users()) {
                    if (entries.size() >= most || lookedAt >= MOST_LOOKED_AT) {
                        return interrupted(next.get(), page, user);
                    }
                    lookedAt++;
                    match(user).ifPresent(entries::add);
                }
                next = page.next().map(query::after);
            }
            return done(entries);
        }

        /** The page ended before a user: the next one begins with whoever comes after the one before. */
        private Found interrupted(UserQuery query, UserPage page, User user) {
            if (!paged) {
                boolean isFull = entries.size() >= most;
                return new Found(
                        entries,
                        Optional.empty(),
                        isFull ? ResultCode.SIZE_LIMIT_EXCEEDED : ResultCode.ADMIN_LIMIT_EXCEEDED);
            }
            int index = page.users().indexOf(user);
            Optional<String> position = index == 0
                    ? query.after()
                    : Optional.of(UserPosition.of(page.users().get(index - 1), query.sort())
                            .text());
            return new Found(entries, position, ResultCode.SUCCESS);
        }

        private UserPage page(UserQuery query) throws Refusal {
            try {
                return users.list(query);
            } catch (IllegalArgumentException e) {
                throw new Refusal(ResultCode.UNWILLING_TO_PERFORM, "the cookie is none of ours");
            }
        }

        private Optional<Entry> match(User user) {
            return Optional.of(user)
                    .filter(visible)
                    .map(known -> UserEntry.of(known, tree))
                    .filter(entry -> matches(filter, entry));
        }

        private Found done(List<Entry> found) {
            boolean cut = found.size() > most;
            return new Found(
                    cut ? found.subList(0, most) : found,
                    Optional.empty(),
                    cut ? ResultCode.SIZE_LIMIT_EXCEEDED : ResultCode.SUCCESS);
        }
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
}
