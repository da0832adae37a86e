package org.odklep.directory;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.odklep.account.Directory;
import org.odklep.kernel.AccountName;

/** Groups as the settings list them. */
public final class ConfiguredGroups implements Directory {
    private final Map<AccountName, Set<String>> groups = new HashMap<>();

    /**
     * @param members the members of each group
     * @throws IllegalArgumentException when a member can be no account name
     */
    public ConfiguredGroups(Map<String, ? extends Collection<String>> members) {
        members.forEach((group, names) ->
                names.forEach(name -> groups.computeIfAbsent(AccountName.of(name), account -> new HashSet<>())
                        .add(group.strip().toLowerCase(Locale.ROOT))));
    }

    @Override
    public Set<String> groupsOf(AccountName account) {
        return groups.getOrDefault(account, Set.of());
    }
}
