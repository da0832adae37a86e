package org.odklep.sending;

import java.util.Set;
import java.util.stream.Stream;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;

/**
 * Which accounts a policy is for. Values of one kind are alternatives; kinds of condition must all match; one matching
 * exception is enough to be left out. Without conditions it is for every account. Domains include their subdomains.
 */
public record Scope(Members of, Members except) {
    public static final Scope EVERYBODY = new Scope(Members.NONE, Members.NONE);

    /** @param groups the groups that the account is a member of, lower case */
    public boolean covers(AccountName account, Set<String> groups) {
        boolean included = (of.accounts().isEmpty() || of.accounts().contains(account))
                && (of.groups().isEmpty() || of.hasGroup(groups))
                && (of.domains().isEmpty() || of.hasDomain(account));
        return included
                && !except.accounts().contains(account)
                && !except.hasGroup(groups)
                && !except.hasDomain(account);
    }

    /** All groups that have to be known of an account to tell whether it is covered. */
    Stream<String> groups() {
        return Stream.concat(of.groups().stream(), except.groups().stream());
    }

    /** Accounts named in three ways. */
    public record Members(Set<AccountName> accounts, Set<String> groups, Set<MailDomain> domains) {
        public static final Members NONE = new Members(Set.of(), Set.of(), Set.of());

        public Members {
            accounts = Set.copyOf(accounts);
            groups = Set.copyOf(groups);
            domains = Set.copyOf(domains);
        }

        private boolean hasGroup(Set<String> memberOf) {
            return groups.stream().anyMatch(memberOf::contains);
        }

        private boolean hasDomain(AccountName account) {
            return !domains.isEmpty()
                    && account.domain()
                            .filter(domain -> domains.stream().anyMatch(domain::isWithin))
                            .isPresent();
        }
    }
}
