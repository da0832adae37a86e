package org.odklep.organisation;

import java.util.List;
import java.util.Map;
import org.odklep.account.Administrator;
import org.odklep.audit.AuditEvent;

/**
 * Port: stores how an installation begins. Throws {@link org.odklep.kernel.StoreUnavailable} when the store is away; nothing
 * is changed then.
 */
public interface FoundingStore {
    /**
     * Stores the first administrator and what was decided with it, in one step; of several at once one succeeds.
     *
     * @param settings take the place of those of the same names; all others stay
     * @param events of the administrator, and of the settings if there are any
     * @return false, and nothing stored or recorded, when there is an administrator
     */
    boolean found(Administrator administrator, Map<String, String> settings, List<AuditEvent> events);
}
