package org.odklep.app;

import java.security.SecureRandom;
import org.odklep.store.memory.MemoryAllowStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockStore;
import org.odklep.store.memory.MemoryPolicyStore;
import org.odklep.store.memory.MemorySendLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The stores. */
@Configuration(proxyBeanMethods = false)
class StoreWiring {
    @Bean
    Stores stores() {
        MemoryAuditLog audit = new MemoryAuditLog();
        MemoryLockStore locks = new MemoryLockStore(audit);
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Stores(
                audit,
                locks,
                new MemoryAllowStore(audit),
                new MemoryPolicyStore(audit),
                new MemorySendLedger(locks),
                key);
    }
}
