package org.odklep.account;

import java.util.Set;
import org.odklep.kernel.AccountName;

/** Port: what is known of the accounts themselves, wherever they live. */
public interface Directory {
    /** The names of the groups that an account is a member of, lower case; answered from memory. */
    Set<String> groupsOf(AccountName account);
}
