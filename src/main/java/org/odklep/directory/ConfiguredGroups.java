package org.odklep.directory;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.odklep.account.Directory;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;

/** Groups as the settings list them. */
public final class ConfiguredGroups implements Directory {
    private final Map<AccountName, Set<String>> written = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Supplier<Optional<MailDomain>> defaultDomain;
    private volatile Known known;

    /**
     * @param members the members of each group
     * @param defaultDomain of members that are named without one, as everywhere
     * @throws IllegalArgumentException when a member can be no account name
     */
    public ConfiguredGroups(
            Map<String, ? extends Collection<String>> members, Supplier<Optional<MailDomain>> defaultDomain) {
        members.forEach((text, accounts) -> {
            String group = text.strip().toLowerCase(Locale.ROOT);
            names.add(group);
            accounts.forEach(name -> written.computeIfAbsent(AccountName.of(name), account -> new HashSet<>())
                    .add(group));
        });
        this.defaultDomain = defaultDomain;
        this.known = known(defaultDomain.get());
    }

    @Override
    public boolean knowsGroup(String name) {
        return names.contains(name);
    }

    @Override
    public Set<String> groupsOf(AccountName account) {
        Optional<MailDomain> domain = defaultDomain.get();
        Known last = known;
        if (!last.domain.equals(domain)) {
            last = known(domain);
            known = last;
        }
        return last.groups.getOrDefault(account, Set.of());
    }

    private Known known(Optional<MailDomain> domain) {
        Map<AccountName, Set<String>> groups = new HashMap<>();
        written.forEach((account, some) -> groups.computeIfAbsent(account.orAt(domain), full -> new HashSet<>())
                .addAll(some));
        return new Known(domain, groups);
    }

    private record Known(Optional<MailDomain> domain, Map<AccountName, Set<String>> groups) {}
}
