package org.odklep.gate.ldap;

import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
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
import java.util.stream.Collectors;
import org.odklep.user.UserStore;

/** Finds entries: which of them a base and a scope mean; {@link LdapHunt} finds those that match. */
final class LdapSearch {
    private final LdapTree tree;
    private final UserStore users;
    private final LdapGroups groups;

    LdapSearch(LdapTree tree, UserStore users) {
        this.tree = tree;
        this.users = users;
        this.groups = new LdapGroups(tree, users);
    }

    /**
     * What was found.
     *
     * @param cookie where the next page begins; empty on the last one and without pages
     * @param code success, or which limit was met
     */
    record Found(List<Entry> entries, Optional<String> cookie, ResultCode code) {}

    /** Entries of the tree. */
    Found find(SearchRequestProtocolOp request, Optional<SimplePagedResultsControl> paging, View view) throws Refusal {
        DN base = LdapTree.parse(request.getBaseDN())
                .orElseThrow(() -> new Refusal(ResultCode.INVALID_DN_SYNTAX, "the base is not a DN"));
        if (tree.account(base).isPresent() || tree.group(base).isPresent()) {
            Entry entry = entry(base, view).orElseThrow(() -> new Refusal(ResultCode.NO_SUCH_OBJECT, ""));
            List<Entry> found = matches(request.getFilter(), entry) ? List.of(entry) : List.of();
            return new Found(found, Optional.empty(), ResultCode.SUCCESS);
        }
        return new LdapHunt(request, paging, view, new LdapHunt.Ground(tree, users, groups))
                .in(area(base, request.getScope()));
    }

    /** One user or group as an entry; empty when there is none or none that the client may see. */
    Optional<Entry> entry(DN dn, View view) throws Refusal {
        return tree.group(dn).isPresent()
                ? groups.entry(dn, view)
                : tree.account(dn)
                        .flatMap(users::find)
                        .filter(user -> tree.user(user).equals(dn))
                        .filter(view::shows)
                        .map(user -> UserEntry.of(user, tree));
    }

    /** The attributes of an entry that a client asked for (RFC 4511, 4.5.1.8). */
    static Entry asked(Entry entry, SearchRequestProtocolOp request) {
        List<Attribute> attributes = entry.getAttributes().stream()
                .filter(attribute -> isAsked(attribute.getName(), request))
                .map(attribute -> request.typesOnly() ? new Attribute(attribute.getName()) : attribute)
                .toList();
        return new Entry(entry.getDN(), attributes);
    }

    /** Whether a client asked for an attribute, by its name or among all. */
    static boolean isAsked(String attribute, SearchRequestProtocolOp request) {
        Set<String> wanted = request.getAttributes().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        boolean all = wanted.isEmpty() || wanted.contains("*");
        return wanted.contains(attribute.toLowerCase(Locale.ROOT))
                || (UserEntry.isOperational(attribute) ? wanted.contains("+") : all);
    }

    /** Whether an entry matches a filter. */
    static boolean matches(Filter filter, Entry entry) {
        try {
            return filter.matchesEntry(entry);
        } catch (LDAPException e) {
            return false;
        }
    }

    private LdapHunt.Area area(DN base, SearchScope scope) throws Refusal {
        boolean isBase = base.equals(tree.base());
        boolean isPeople = base.equals(tree.people());
        boolean isGroups = base.equals(tree.groups());
        if (!isBase && !isPeople && !isGroups) {
            throw new Refusal(ResultCode.NO_SUCH_OBJECT, "");
        }
        List<Entry> units = new ArrayList<>();
        if (scope != SearchScope.ONE && scope != SearchScope.SUBORDINATE_SUBTREE) {
            units.add(isBase ? baseEntry() : unitEntry(base));
        }
        if (isBase && scope != SearchScope.BASE) {
            units.add(unitEntry(tree.people()));
            units.add(unitEntry(tree.groups()));
        }
        boolean deep = scope != SearchScope.BASE && !(isBase && scope == SearchScope.ONE);
        return new LdapHunt.Area(units, deep && !isPeople, deep && !isGroups);
    }

    private Entry baseEntry() {
        String attribute = tree.top().getAttributeNames()[0];
        String value = tree.top().getAttributeValues()[0];
        return new Entry(
                tree.base().toString(),
                new Attribute("objectClass", "top", "domain".equals(attribute) ? "domain" : "extensibleObject"),
                new Attribute(attribute, value));
    }

    private static Entry unitEntry(DN dn) {
        return new Entry(
                dn.toString(),
                new Attribute("objectClass", "top", "organizationalUnit"),
                new Attribute(
                        "ou", Optional.ofNullable(dn.getRDN()).orElseThrow().getAttributeValues()[0]));
    }
}
