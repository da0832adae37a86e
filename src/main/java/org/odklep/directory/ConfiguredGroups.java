package org.odklep.directory;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Directory;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;

/** Groups as the settings list them. */
public final class ConfiguredGroups implements Directory {
    private final Map<AccountName, Set<String>> groups = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param members the members of each group
     * @param defaultDomain of members that are named without one, as everywhere
     * @throws IllegalArgumentException when a member can be no account name
     */
    public ConfiguredGroups(Map<String, ? extends Collection<String>> members, Optional<MailDomain> defaultDomain) {
        members.forEach((text, accounts) -> {
            String group = text.strip().toLowerCase(Locale.ROOT);
            names.add(group);
            accounts.forEach(
                    name -> groups.computeIfAbsent(AccountName.of(name).orAt(defaultDomain), account -> new HashSet<>())
                            .add(group));
        });
    }

    @Override
    public boolean knowsGroup(String name) {
        return names.contains(name);
    }

    @Override
    public Set<String> groupsOf(AccountName account) {
        return groups.getOrDefault(account, Set.of());
    }
}
