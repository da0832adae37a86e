package org.odklep.store.sql;

import java.util.List;
import java.util.Map;
import org.odklep.account.Administrator;
import org.odklep.audit.AuditEvent;
import org.odklep.organisation.FoundingStore;

/** How an installation begins, in one transaction over the tables of administrators and settings. */
public final class SqlFoundingStore implements FoundingStore {
    private final Database database;

    public SqlFoundingStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean found(Administrator administrator, Map<String, String> settings, List<AuditEvent> events) {
        return database.write(sql -> {
            sql.raise("administrator");
            if (!SqlAdministratorStore.isEmpty(sql)) {
                return false;
            }
            SqlAdministratorStore.insert(sql, administrator);
            if (!settings.isEmpty()) {
                sql.raise("setting");
                SqlSettingStore.put(sql, settings);
            }
            events.forEach(event -> SqlAuditLog.append(sql, event));
            return true;
        });
    }
}
