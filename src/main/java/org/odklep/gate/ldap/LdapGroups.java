package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.odklep.user.User;
import org.odklep.user.UserFilter;
import org.odklep.user.UserPage;
import org.odklep.user.UserQuery;
import org.odklep.user.UserStore;

/** Groups as entries ({@code groupOfNames}, RFC 4519): there is a group while somebody is in it. */
final class LdapGroups {
    static final int MOST_MEMBERS = 50_000;

    /** Stands for all members where only their being there matters. */
    private static final String SOMEBODY = "cn=somebody";

    private final LdapTree tree;
    private final UserStore users;

    LdapGroups(LdapTree tree, UserStore users) {
        this.tree = tree;
        this.users = users;
    }

    /** Which groups can match a filter. Who sees only himself learns nothing of who else is a member. */
    GroupPlan plan(Filter filter, View view) {
        return GroupPlan.of(
                filter,
                tree,
                dn -> member(dn, view).map(user -> user.profile().groups()).orElse(Set.of()));
    }

    /**
     * Names of groups in their order, behind a name.
     *
     * @param names to choose from; empty for all
     */
    List<String> names(Optional<Set<String>> names, View view, String after, int most) {
        Optional<Set<String>> seen = view.only().map(user -> user.profile().groups());
        if (names.isEmpty() && seen.isEmpty()) {
            return users.groups(after, most);
        }
        Set<String> some = new TreeSet<>(names.or(() -> seen).orElseThrow());
        seen.ifPresent(some::retainAll);
        return some.stream()
                .filter(name -> name.compareTo(after) > 0)
                .filter(this::exists)
                .limit(most)
                .toList();
    }

    /** The group with a DN, and its members; empty when there is none, or none that the client may see. */
    Optional<Entry> entry(DN dn, View view) throws Refusal {
        List<String> found = tree.group(dn)
                .map(name -> names(Optional.of(Set.of(name)), view, "", 1))
                .orElse(List.of());
        return found.isEmpty() ? Optional.empty() : Optional.of(full(found.getFirst(), view));
    }

    /** An entry that matches a filter exactly when the group does: of the members it has those that the filter names. */
    Entry outline(String name, GroupPlan plan) {
        List<String> members = new ArrayList<>(List.of(SOMEBODY));
        plan.members().forEach((dn, groups) -> {
            if (groups.contains(name)) {
                members.add(dn);
            }
        });
        return entry(name, members);
    }

    /**
     * A group with all its members.
     *
     * @throws Refusal when they are too many for an answer
     */
    Entry full(String name, View view) throws Refusal {
        List<String> members = new ArrayList<>();
        if (view.only().isPresent()) {
            members.add(tree.user(view.only().get()).toString());
            return entry(name, members);
        }
        UserQuery query = UserQuery.everybody(UserQuery.MAX_TOP).withFilter(UserFilter.NONE.withGroup(name));
        Optional<UserQuery> next = Optional.of(query);
        while (next.isPresent()) {
            UserPage page = users.list(next.get());
            page.users().forEach(user -> members.add(tree.user(user).toString()));
            if (members.size() > MOST_MEMBERS) {
                throw new Refusal(
                        ResultCode.ADMIN_LIMIT_EXCEEDED,
                        "a group has more than " + MOST_MEMBERS + " members: look for users by memberOf instead");
            }
            next = page.next().map(query::after);
        }
        return entry(name, members);
    }

    private boolean exists(String name) {
        return !users.list(UserQuery.everybody(1).withFilter(UserFilter.NONE.withGroup(name)))
                .users()
                .isEmpty();
    }

    private Optional<User> member(String text, View view) {
        return LdapTree.parse(text)
                .flatMap(dn -> view.only()
                        .or(() -> tree.account(dn).flatMap(users::find))
                        .filter(user -> tree.user(user).equals(dn)));
    }

    private Entry entry(String name, Collection<String> members) {
        String dn = tree.groupEntry(name).toString();
        return new Entry(
                dn,
                new Attribute("objectClass", "top", "groupOfNames"),
                new Attribute("cn", name),
                new Attribute("member", members),
                new Attribute("entryUUID", uuid(name).toString()),
                new Attribute("entryDN", dn),
                new Attribute("structuralObjectClass", "groupOfNames"),
                new Attribute("subschemaSubentry", LdapSchema.DN));
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(("group:" + name).getBytes(StandardCharsets.UTF_8));
    }
}
