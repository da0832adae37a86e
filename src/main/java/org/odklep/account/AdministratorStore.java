package org.odklep.account;

import java.util.List;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/**
 * Port: the durable administrators. Every change is stored together with its audit entry. All methods throw
 * {@link org.odklep.kernel.StoreUnavailable} when the store is away; nothing is changed then.
 */
public interface AdministratorStore {
    /** All of them, in the order of their names. */
    List<Administrator> all();

    Optional<Administrator> find(AccountName name);

    /** True while there is none. */
    boolean isEmpty();

    /** Adds an administrator; false, and nothing recorded, when the name is taken. */
    boolean add(Administrator administrator, AuditEvent event);

    /** Gives an administrator another password; false, and nothing recorded, when there is none of this name. */
    boolean changePassword(AccountName name, String passwordHash, AuditEvent event);

    /** Removes an administrator, unless it is the last one who may make others. Of two at once that are the last, one stays. */
    Removal remove(AccountName name, AuditEvent event);

    /** Outcome of {@link #remove}; nothing is recorded unless it is {@link #REMOVED}. */
    enum Removal {
        REMOVED,
        NOT_FOUND,
        LAST_GLOBAL_ADMINISTRATOR
    }
}
