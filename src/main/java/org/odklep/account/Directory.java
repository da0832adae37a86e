package org.odklep.account;

import java.util.Set;
import org.odklep.kernel.AccountName;

/** Port: what is known of the accounts themselves, wherever they live. */
public interface Directory {
    /** The names of the groups that an account is a member of, lower case; answered from memory. */
    Set<String> groupsOf(AccountName account);

    /** Whether there is a group of this name, in lower case; true from a directory that cannot tell. */
    default boolean knowsGroup(String name) {
        return true;
    }

    /**
     * Says which groups {@link #groupsOf} is asked about from now on, in lower case. A directory that keeps all of them in
     * memory need not care.
     */
    default void watch(Set<String> groups) {}
}
