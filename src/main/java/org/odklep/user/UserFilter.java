package org.odklep.user;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;

/**
 * Which users to list, whatever is looked for; what is empty does not matter.
 *
 * @param enabled true for those who may sign in, false for those who are blocked
 * @param mustChange whether they have to choose a new password
 * @param neverSignedIn whether they never did
 * @param roles one of these, none for any
 * @param group lower case
 * @param domains of the name; one of these, none for any
 * @param names those whose name or alias is one of these, at most {@value #MAX_NAMES}
 */
public record UserFilter(
        Optional<Boolean> enabled,
        Optional<Boolean> mustChange,
        Optional<Boolean> neverSignedIn,
        Set<Role> roles,
        Optional<String> group,
        Set<MailDomain> domains,
        Optional<Set<AccountName>> names) {
    /** As many as a database puts in order while somebody waits. */
    public static final int MAX_NAMES = 5_000;

    /** Everybody. */
    public static final UserFilter NONE = new UserFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Set.of(),
            Optional.empty());

    public UserFilter {
        roles = Set.copyOf(roles);
        group = group.map(Profile::group);
        domains = Set.copyOf(domains);
        names = names.map(Set::copyOf);
        if (names.filter(given -> given.size() > MAX_NAMES).isPresent()) {
            throw new IllegalArgumentException("a list is narrowed to at most " + MAX_NAMES + " names");
        }
    }

    public UserFilter withEnabled(boolean wanted) {
        return new UserFilter(Optional.of(wanted), mustChange, neverSignedIn, roles, group, domains, names);
    }

    public UserFilter withMustChange(boolean wanted) {
        return new UserFilter(enabled, Optional.of(wanted), neverSignedIn, roles, group, domains, names);
    }

    public UserFilter withNeverSignedIn(boolean wanted) {
        return new UserFilter(enabled, mustChange, Optional.of(wanted), roles, group, domains, names);
    }

    public UserFilter withRole(Role wanted) {
        return new UserFilter(enabled, mustChange, neverSignedIn, Set.of(wanted), group, domains, names);
    }

    /** Those who have any role. */
    public UserFilter withAnyRole() {
        return new UserFilter(enabled, mustChange, neverSignedIn, EnumSet.allOf(Role.class), group, domains, names);
    }

    public UserFilter withGroup(String wanted) {
        return new UserFilter(enabled, mustChange, neverSignedIn, roles, Optional.of(wanted), domains, names);
    }

    public UserFilter withDomains(Set<MailDomain> wanted) {
        return new UserFilter(enabled, mustChange, neverSignedIn, roles, group, wanted, names);
    }

    public UserFilter withNames(Set<AccountName> wanted) {
        return new UserFilter(enabled, mustChange, neverSignedIn, roles, group, domains, Optional.of(wanted));
    }
}
