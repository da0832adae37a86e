package org.odklep.user;

import java.util.Optional;
import java.util.Set;
import org.odklep.account.Role;
import org.odklep.kernel.MailDomain;

/**
 * Which users to list, whatever their names; what is empty does not matter.
 *
 * @param enabled true for those who may sign in, false for those who are blocked
 * @param mustChange whether they have to choose a new password
 * @param neverSignedIn whether they never did
 * @param group lower case
 * @param domains of the name; one of these, none for any
 */
public record UserFilter(
        Optional<Boolean> enabled,
        Optional<Boolean> mustChange,
        Optional<Boolean> neverSignedIn,
        Optional<Role> role,
        Optional<String> group,
        Set<MailDomain> domains) {
    /** Everybody. */
    public static final UserFilter NONE = new UserFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public UserFilter {
        group = group.map(Profile::group);
        domains = Set.copyOf(domains);
    }

    public UserFilter withEnabled(boolean wanted) {
        return new UserFilter(Optional.of(wanted), mustChange, neverSignedIn, role, group, domains);
    }

    public UserFilter withMustChange(boolean wanted) {
        return new UserFilter(enabled, Optional.of(wanted), neverSignedIn, role, group, domains);
    }

    public UserFilter withNeverSignedIn(boolean wanted) {
        return new UserFilter(enabled, mustChange, Optional.of(wanted), role, group, domains);
    }

    public UserFilter withRole(Role wanted) {
        return new UserFilter(enabled, mustChange, neverSignedIn, Optional.of(wanted), group, domains);
    }

    public UserFilter withGroup(String wanted) {
        return new UserFilter(enabled, mustChange, neverSignedIn, role, Optional.of(wanted), domains);
    }

    public UserFilter withDomains(Set<MailDomain> wanted) {
        return new UserFilter(enabled, mustChange, neverSignedIn, role, group, wanted);
    }
}
