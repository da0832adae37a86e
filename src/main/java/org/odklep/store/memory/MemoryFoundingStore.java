package org.odklep.store.memory;

import java.util.List;
import java.util.Map;
import org.odklep.account.Administrator;
import org.odklep.audit.AuditEvent;
import org.odklep.organisation.FoundingStore;

/** How an installation begins: both stores at once. */
public final class MemoryFoundingStore implements FoundingStore {
    private final MemoryAdministratorStore administrators;
    private final MemorySettingStore settings;
    private final MemoryAuditLog audit;

    public MemoryFoundingStore(
            MemoryAdministratorStore administrators, MemorySettingStore settings, MemoryAuditLog audit) {
        this.administrators = administrators;
        this.settings = settings;
        this.audit = audit;
    }

    @Override
    public boolean found(Administrator administrator, Map<String, String> decided, List<AuditEvent> events) {
        synchronized (administrators) {
            if (!administrators.isEmpty()) {
                return false;
            }
            administrators.put(administrator);
            if (!decided.isEmpty()) {
                settings.put(decided);
            }
            events.forEach(audit::append);
            return true;
        }
    }
}
