package org.odklep.store.memory;

import org.odklep.account.AdministratorStore;
import org.odklep.account.AdministratorStoreContract;
import org.odklep.audit.AuditLog;

class MemoryAdministratorStoreTest implements AdministratorStoreContract {
    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final AdministratorStore store = new MemoryAdministratorStore(audit);

    @Override
    public AdministratorStore store() {
        return store;
    }

    @Override
    public AuditLog audit() {
        return audit;
    }
}
