package org.odklep.setting;

import java.util.Map;
import org.odklep.audit.AuditEvent;

/**
 * Port: the durable settings, few and always read and written as a whole. All methods throw
 * {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public interface SettingStore {
    /** The stored settings; none, version 0, in a new store. */
    Stored load();

    /**
     * Replaces all settings, if they are still those of the given version, and appends the audit entry with it.
     *
     * @return false, and nothing changed, when somebody else replaced them in between
     */
    boolean replace(long version, Map<String, String> settings, AuditEvent event);

    /** The settings by name, and the version they are at. */
    record Stored(long version, Map<String, String> settings) {
        public Stored {
            settings = Map.copyOf(settings);
        }
    }
}
