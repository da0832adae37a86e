package org.odklep.store.memory;

import org.junit.jupiter.api.Nested;
import org.odklep.store.LedgerOnNodesContract;
import org.odklep.store.Ports;
import org.odklep.store.StoreContracts;

class MemoryStoresTest extends StoreContracts {
    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryLockStore locks = new MemoryLockStore(audit);
    private final MemorySignOutStore signOuts = new MemorySignOutStore(audit);
    private final MemoryAdministratorStore administrators = new MemoryAdministratorStore(audit);
    private final MemorySettingStore settings = new MemorySettingStore(audit);
    private final Ports ports = new Ports(
            audit,
            locks,
            new MemoryAllowStore(audit),
            new MemoryPolicyStore(audit),
            new MemorySendLedger(locks),
            new MemoryApiTokenStore(audit),
            administrators,
            new MemoryFoundingStore(administrators, settings, audit),
            new MemoryLockoutStore(audit),
            new MemoryPlaceStore(),
            new MemorySignInLog(),
            new MemorySignInListStore(audit),
            new MemoryUserStore(audit, administrators, signOuts),
            new MemorySessionStore(audit),
            signOuts,
            new MemoryFactorStore(audit),
            settings,
            new MemorySpentTickets());

    @Override
    protected Ports ports() {
        return ports;
    }

    @Nested
    class LedgerOnNodes implements LedgerOnNodesContract {
        @Override
        public Ports ports() {
            return MemoryStoresTest.this.ports();
        }
    }
}
