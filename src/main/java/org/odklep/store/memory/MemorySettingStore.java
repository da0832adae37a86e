package org.odklep.store.memory;

import java.util.HashMap;
import java.util.Map;
import org.odklep.audit.AuditEvent;
import org.odklep.setting.SettingStore;

/** The settings, as the last ones that were stored. */
public final class MemorySettingStore implements SettingStore {
    private final MemoryAuditLog audit;
    private Stored stored = new Stored(0, Map.of());

    public MemorySettingStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized Stored load() {
        return stored;
    }

    @Override
    public synchronized boolean replace(long version, Map<String, String> settings, AuditEvent event) {
        if (version != stored.version()) {
            return false;
        }
        audit.append(event);
        stored = new Stored(version + 1, settings);
        return true;
    }

    /** Adds settings to those there are, without a word in the audit log. */
    synchronized void put(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(stored.settings());
        all.putAll(settings);
        stored = new Stored(stored.version() + 1, all);
    }
}
