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

    /** Adds the first administrator; false, and nothing recorded, when there is one. Of several at once one succeeds. */
    boolean addFirst(Administrator administrator, AuditEvent event);
}
