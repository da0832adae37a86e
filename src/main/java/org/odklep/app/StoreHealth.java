package org.odklep.app;

import java.util.Optional;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.sending.SendJournal;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the store can be read, and took what was last written to it. */
@Component("storeHealthIndicator")
final class StoreHealth implements HealthIndicator {
    private static final AuditQuery LAST_ENTRY = new AuditQuery(Optional.empty(), Long.MAX_VALUE, 1);

    private final Stores stores;
    private final SendJournal journal;

    StoreHealth(Stores stores, SendJournal journal) {
        this.stores = stores;
        this.journal = journal;
    }

    @Override
    public Health health() {
        try {
            stores.audit().newest(LAST_ENTRY);
            return journal.isBehind()
                    ? Health.down()
                            .withDetail("problem", "counts and traces cannot be written")
                            .build()
                    : Health.up().build();
        } catch (StoreUnavailable e) {
            return Health.down(e).build();
        }
    }
}
