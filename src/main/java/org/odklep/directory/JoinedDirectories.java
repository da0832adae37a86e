package org.odklep.directory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.odklep.account.Directory;
import org.odklep.kernel.AccountName;

/** Several directories as one: an account is in the groups that any of them says. */
public record JoinedDirectories(List<Directory> directories) implements Directory {
    public JoinedDirectories {
        directories = List.copyOf(directories);
    }

    @Override
    public Set<String> groupsOf(AccountName account) {
        Set<String> all = Set.of();
        for (Directory directory : directories) {
            all = union(all, directory.groupsOf(account));
        }
        return all;
    }

    @Override
    public boolean knowsGroup(String name) {
        return directories.stream().anyMatch(directory -> directory.knowsGroup(name));
    }

    @Override
    public void watch(Set<String> groups) {
        directories.forEach(directory -> directory.watch(groups));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
